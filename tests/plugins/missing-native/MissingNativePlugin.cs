using System.Runtime.InteropServices;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class MissingNativePlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts
        .AddTeacher<NativeTeacher, NoOptions>("native-constructor")
        .AddOptimizer<NativeOptimizer, NoOptions>("native-step");
}

/// <summary>The mistake: a native library that nobody installed.</summary>
internal static class Native
{
    [DllImport("no-such-native-library", EntryPoint = "answer")]
    public static extern int Answer();
}

public sealed class NativeTeacher : FixedTeacher
{
    public int Answer { get; } = Native.Answer();
}

public sealed class NativeOptimizer : IOptimizer
{
    public long Steps => 4;

    public StepResult Step() => new(Native.Answer());
}

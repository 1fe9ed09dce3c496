using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics;

namespace BeyondNtk.TestPlugins;

public sealed class OlderSharedCopyPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<RetiredTeacher, NoOptions>("retired");
}

/// <summary>Its type loads with the host's copy too: only what its constructor calls is gone there.</summary>
public sealed class RetiredTeacher : FixedTeacher
{
    public double Constant { get; } = RetiredConstants.One();
}

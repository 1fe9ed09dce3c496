using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class UnbindableOptionsPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, UnbindableOptions>("unbindable");
}

public sealed class UnbindableOptions
{
    public Func<double, double>? Link { get; init; }
}

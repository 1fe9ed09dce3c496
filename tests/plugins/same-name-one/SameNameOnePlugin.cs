using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class SameNameOnePlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, NoOptions>("twin");
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class WithDependencyPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<GreetingTeacher, NoOptions>("greeting");
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class FirstPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, NoOptions>("first");
}

public sealed class SecondPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, NoOptions>("second");
}

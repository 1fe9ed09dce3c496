using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class SameNameTwoPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, NoOptions>("twin");
}

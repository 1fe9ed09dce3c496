using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ThrowingRegisterPlugin : IPlugin
{
    public void Register(PartRegistry parts)
    {
        parts.AddTeacher<FixedTeacher, NoOptions>("registered-too-early");
        throw new InvalidOperationException("the tables are not installed");
    }
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ThrowingConstructorPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<ThrowingTeacher, NoOptions>("throwing-constructor");
}

public sealed class ThrowingTeacher : FixedTeacher
{
    public ThrowingTeacher() => throw new InvalidOperationException("the table of directions is empty");
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ThrowingEntryPlugin : IPlugin
{
    public ThrowingEntryPlugin() => throw new InvalidOperationException("the license has expired");

    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, NoOptions>("never-registered");
}

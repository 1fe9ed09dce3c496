using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class ThrowingOptionsPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts.AddTeacher<FixedTeacher, ThrowingOptions>("throwing-options");
}

public sealed class ThrowingOptions
{
    public int Dimension { get; init; } = int.Parse("two", System.Globalization.CultureInfo.InvariantCulture);
}

using System.Globalization;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TestPlugins;

public sealed class AsksForCulturesPlugin : IPlugin
{
    public void Register(PartRegistry parts) => parts
        .AddTeacher<GermanTeacher, NoOptions>("german-constructor")
        .AddOptimizer<GermanOptimizer, NoOptions>("german-step");
}

/// <summary>The mistake: a culture, of which the program has no data. A type that cannot be initialised hides it in another exception.</summary>
internal static class German
{
    private static readonly CultureInfo Culture = new("de-DE");

    public static double Parse(string text) => double.Parse(text, Culture);
}

public sealed class GermanTeacher : FixedTeacher
{
    public double Answer { get; } = German.Parse("0,5");
}

public sealed class GermanOptimizer : IOptimizer
{
    public long Steps => 4;

    public StepResult Step() => new(German.Parse("0,5"));
}

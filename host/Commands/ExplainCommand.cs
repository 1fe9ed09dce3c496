using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Composition.Sweeps;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Commands;

/// <summary>explain: the resolved configuration of experiments, one value a line with where it came from. None is made.</summary>
internal static class ExplainCommand
{
    // A longer value moves only its own line's origin.
    private const int WidestValue = 32;

    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments)
    {
        var settings = services.GetRequiredService<Settings>();
        var tree = ConfigurationTree.Load(settings.ConfigurationFile);
        foreach (var plan in services.GetRequiredService<PlanReader>().Read(tree, experiments, settings.Assignments))
        {
            Console.WriteLine($"{plan.Name}, from {tree.File}{OfSweep(plan)}");
            Write(Explanation.Of(plan.Runs[0]));
        }

        return ExitCode.Done;
    }

    private static string OfSweep(ExperimentPlan plan) => plan.Axes.Count == 0
        ? ""
        : $"; the first of {plan.Runs.Count} runs, {VariedText.Of(plan.Runs[0].Varied)}; what varies: "
            + string.Join(", ", plan.Axes.Select(axis => $"{string.Join(" with ", axis.Paths)} ({axis.Points.Count} values)"));

    // Not through the console of tables, which would break long lines.
    private static void Write(IReadOnlyList<ExplainedValue> values)
    {
        var path = values.Max(value => value.Path.Length);
        var width = Math.Min(WidestValue, values.Max(value => value.Value.Length));
        foreach (var value in values)
        {
            Console.WriteLine($"  {value.Path.PadRight(path)} = {value.Value.PadRight(width)}  {value.Origin}");
        }
    }
}

using BeyondNtk.Engine.Planning;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>explain: the resolved configuration of experiments, one value a line with where it came from. None is made.</summary>
internal sealed class ExplainCommand(ConfiguredExperiments experiments, CommandSettings settings, Terminal terminal)
{
    // A longer value moves only its own line's origin.
    private const int WidestValue = 32;

    public int Execute(IReadOnlyList<string> names)
    {
        foreach (var plan in experiments.Read(names))
        {
            terminal.Out.WriteLine($"{plan.Name}, from {string.Join(", ", settings.ConfigurationFiles.Select(Path.GetFullPath))}{OfSweep(plan)}");
            Write(Explanation.Create(plan.Runs[0].Resolve()));
        }

        return ExitCode.Done;
    }

    private static string OfSweep(ExperimentPlan plan) => plan.Axes.Count == 0
        ? ""
        : $"; the first of {plan.Runs.Count} runs, {plan.Names.Of(plan.Runs[0])}; what varies: "
            + string.Join(", ", plan.Axes.Select(axis => $"{string.Join(" with ", axis.Paths)} ({axis.Points.Count} values)"));

    // Not through the console of tables, which would break long lines.
    private void Write(IReadOnlyList<ExplainedValue> values)
    {
        var path = values.Max(value => value.Path.Length);
        var width = Math.Min(WidestValue, values.Max(value => value.Value.Length));
        foreach (var value in values)
        {
            terminal.Out.WriteLine($"  {value.Path.PadRight(path)} = {value.Value.PadRight(width)}  {value.Origin}");
        }
    }
}

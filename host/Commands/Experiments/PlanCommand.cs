using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>plan: the runs of experiments, with their values and whether they have a result, and none made.</summary>
internal sealed class PlanCommand(ConfiguredExperiments experiments, RunStore store, IAnsiConsole console)
{
    public int Execute(IReadOnlyList<string> names)
    {
        foreach (var plan in experiments.Read(names))
        {
            Show(plan, store.Open(plan.Name));
        }

        return ExitCode.Done;
    }

    private void Show(ExperimentPlan plan, ExperimentStore runs)
    {
        var table = new PlainTable(plan.Name).AddColumns("identity").AddNumbers(plan.Varied.Select(path => VariedText.Short(path, plan.Varied))).AddNumbers("N").AddColumns("result");
        foreach (var run in plan.Runs)
        {
            table.AddRow(
            [
                RunFolder.Short(run.Identity),
                .. run.Varied.Select(entry => (Cell)VariedText.Value(entry.Value)),
                run.Samples?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
                runs.FindResult(run) is { } result ? $"{result.Record.Id} ({result.Record.Status.ToString().ToLowerInvariant()})"
                    : runs.FindUnfinished(run) is { } begun ? $"{begun.Record.Id} (unfinished)"
                    : runs.IsOutdated(run) ? "of other plugin files" : "none",
            ]);
        }

        table.Write(console);
        var made = plan.Runs.Count(run => runs.FindResult(run) is not null);
        console.WriteLine($"{plan.Name}: {plan.Runs.Count} runs, {made} with a result, {plan.Runs.Count - made} to be made");
    }
}

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
        var made = 0;
        foreach (var run in plan.Runs)
        {
            var result = runs.FindResult(run);
            made += result is null ? 0 : 1;
            table.AddRow(
            [
                RunFolder.Short(run.Identity),
                .. run.Varied.Select(entry => (Cell)plan.Names.ValueOf(run, entry.Key)),
                run.Samples?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
                result is not null ? $"{result.Record.Id} ({result.Record.Status.ToString().ToLowerInvariant()})"
                    : runs.FindUnfinished(run) is { } begun ? $"{begun.Record.Id} ({(begun.Record.Status == RunStatus.Halted ? "halted" : "unfinished")})"
                    : runs.IsOutdated(run) ? "of other plugin files" : "none",
            ]);
        }

        table.Write(console);
        console.WriteLine($"{plan.Name}: {plan.Runs.Count} runs, {made} with a result, {plan.Runs.Count - made} to be made");
    }
}

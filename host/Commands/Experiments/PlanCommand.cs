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
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(PlainText.Escape(plan.Name)) };
        table.AddColumn("identity");
        foreach (var path in plan.Varied)
        {
            table.AddColumn(new TableColumn(PlainText.Escape(VariedText.Short(path, plan.Varied))).RightAligned());
        }

        table.AddColumn(new TableColumn("N").RightAligned());
        table.AddColumn("result");
        foreach (var run in plan.Runs)
        {
            table.AddRow(
            [
                RunFolder.Short(run.Identity),
                .. run.Varied.Select(entry => PlainText.Escape(VariedText.Value(entry.Value))),
                run.Samples?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
                runs.FindResult(run) is { } result ? $"{PlainText.Escape(result.Record.Id)} ({result.Record.Status.ToString().ToLowerInvariant()})"
                    : runs.FindUnfinished(run) is { } begun ? $"{PlainText.Escape(begun.Record.Id)} (unfinished)"
                    : runs.IsOutdated(run) ? "of other plugin files" : "none",
            ]);
        }

        console.Write(table);
        var made = plan.Runs.Count(run => runs.FindResult(run) is not null);
        console.WriteLine($"{plan.Name}: {plan.Runs.Count} runs, {made} with a result, {plan.Runs.Count - made} to be made");
    }
}

using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Composition.Sweeps;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>plan: the runs of experiments, with their values and whether they have a result, and none made.</summary>
internal static class PlanCommand
{
    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments)
    {
        var settings = services.GetRequiredService<Settings>();
        var plans = services.GetRequiredService<PlanReader>().Read(ConfigurationTree.Load(settings.ConfigurationFile), experiments, settings.Assignments);
        var console = services.GetRequiredService<IAnsiConsole>();
        foreach (var plan in plans)
        {
            Show(console, plan, KnownResults.Of(settings.Output, plan.Name), settings.Output);
        }

        return ExitCode.Done;
    }

    private static void Show(IAnsiConsole console, ExperimentPlan plan, KnownResults known, string output)
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
                run.Settings.Samples?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
                known.Find(run) is { } result ? $"{PlainText.Escape(result.Record.Id)} ({result.Record.Status.ToString().ToLowerInvariant()})"
                    : UnfinishedRuns.Find(output, run) is { } begun ? $"{PlainText.Escape(begun.Record.Id)} (unfinished)"
                    : known.IsOutdated(run) ? "of other plugin files" : "none",
            ]);
        }

        console.Write(table);
        var made = plan.Runs.Count(run => known.Find(run) is not null);
        console.WriteLine($"{plan.Name}: {plan.Runs.Count} runs, {made} with a result, {plan.Runs.Count - made} to be made");
    }
}

using System.Globalization;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Results;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>runs: what was run, and one run shown again.</summary>
internal static class RunsCommand
{
    public static int Execute(IServiceProvider services, string? id)
    {
        var output = services.GetRequiredService<Settings>().Output;
        var console = services.GetRequiredService<IAnsiConsole>();
        var runs = RunRecords.Under(output);
        if (runs.Count == 0)
        {
            console.WriteLine($"no runs under {Path.GetFullPath(output)}");
            return ExitCode.Done;
        }

        if (id is null)
        {
            List(console, runs);
            return ExitCode.Done;
        }

        var chosen = runs.Where(run => run.Record.Id.StartsWith(id, StringComparison.Ordinal)).ToArray();
        if (chosen.Length != 1 && !chosen.Any(run => run.Record.Id == id))
        {
            var ids = (chosen.Length == 0 ? runs : chosen).Select(run => run.Record.Id).ToArray();
            throw new ConfigurationException($"runs: '{id}' is the beginning of {(chosen.Length == 0 ? "no run" : "several runs")}; {NearestName.Hint(id, ids)}");
        }

        foreach (var (folder, record) in chosen.Length == 1 ? chosen : chosen.Where(run => run.Record.Id == id))
        {
            Show(console, folder, record);
        }

        return ExitCode.Done;
    }

    private static void List(IAnsiConsole console, IReadOnlyList<(string Folder, RunRecord Record)> runs)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("run", "experiment", "status", "seed", "seconds", "learners");
        foreach (var (_, record) in runs)
        {
            table.AddRow(
                record.Id,
                Markup.Escape(record.Experiment),
                record.Status.ToString().ToLowerInvariant(),
                record.Seed.ToString(CultureInfo.InvariantCulture),
                record.Seconds.ToString("F1", CultureInfo.InvariantCulture),
                Markup.Escape(string.Join(", ", record.Learners.Select(learner => learner.Label))));
        }

        console.Write(table);
        console.WriteLine("`runs RUN` shows one of them.");
    }

    private static void Show(IAnsiConsole console, string folder, RunRecord record)
    {
        SummaryTable.Write(console, record);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("learner", "evaluator", "metric");
        table.AddColumn(new TableColumn("final value").RightAligned());
        foreach (var learner in record.Learners)
        {
            foreach (var metric in learner.Metrics)
            {
                table.AddRow(Markup.Escape(learner.Label), Markup.Escape(metric.Evaluator), Markup.Escape(metric.Metric), SummaryTable.Number(metric.Value));
            }
        }

        console.Write(table);
        console.WriteLine($"started: {record.Started.ToString("u", CultureInfo.InvariantCulture)}, on {record.Environment.Processor}, {record.Environment.Runtime}");
        console.WriteLine($"run:     {folder}");
    }
}

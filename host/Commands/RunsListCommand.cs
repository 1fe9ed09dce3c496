using BeyondNtk.Host.Display;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Results.Filters;
using BeyondNtk.Host.Results.Index;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>runs list: the learners of all runs, or of those that --where asks for, with the metrics that sum them up.</summary>
internal static class RunsListCommand
{
    public static int Execute(IServiceProvider services, string? where)
    {
        var filter = where is null ? null : FilterParser.Parse(where);
        var output = services.GetRequiredService<Settings>().Output;
        var console = services.GetRequiredService<IAnsiConsole>();
        using var index = RunIndex.Open(output);
        if (index.IsEmpty)
        {
            console.WriteLine($"no runs under {Path.GetFullPath(output)}");
            return ExitCode.Done;
        }

        var rows = index.Rows(filter);
        if (rows.Count == 0)
        {
            console.WriteLine("no run matches");
            return ExitCode.Done;
        }

        console.Write(TableOf(rows));
        console.WriteLine("`runs show RUN` shows one of them, `runs diff RUN RUN` compares two, `runs export` has all that is known of them.");
        return ExitCode.Done;
    }

    private static Table TableOf(IReadOnlyList<IndexRow> rows)
    {
        var facts = new List<string> { "run", "experiment", "status", "varied", "learner" };
        if (!rows.Any(row => row.Cells.ContainsKey("varied")))
        {
            facts.Remove("varied");
        }

        var metrics = rows.SelectMany(row => row.Headline).Distinct().ToArray();
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns([.. facts]);
        foreach (var metric in metrics)
        {
            table.AddColumn(new TableColumn(PlainText.Escape(metric)).RightAligned());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. facts.Select(fact => PlainText.Escape(row.Text(fact))), .. metrics.Select(metric => Number(row, metric))]);
        }

        return table;
    }

    private static string Number(IndexRow row, string metric) => row.Cells.GetValueOrDefault(metric) is double value ? NumberText.Of(value) : "";
}

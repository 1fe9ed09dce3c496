using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Filters;
using BeyondNtk.Engine.Storage.Index;
using BeyondNtk.Engine.Text;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Runs;

/// <summary>runs list: the learners of all runs, or of those that --where asks for, with the metrics that sum them up.</summary>
internal sealed class RunsListCommand(RunStore store, IAnsiConsole console)
{
    public int Execute(string? where)
    {
        var filter = where is null ? null : FilterParser.Parse(where);
        var rows = store.ReadRows(filter);
        if (rows is null)
        {
            console.WriteLine($"no runs under {store.FullPath}");
            return ExitCode.Done;
        }

        if (rows.Count == 0)
        {
            console.WriteLine("no run matches");
            return ExitCode.Done;
        }

        TableOf(rows).Write(console);
        console.WriteLine("`runs show RUN` shows one of them, `runs diff RUN RUN` compares two, `runs export` has all that is known of them.");
        return ExitCode.Done;
    }

    private PlainTable TableOf(IReadOnlyList<IndexRow> rows)
    {
        var facts = new List<string> { "run", "experiment", "status", "varied", "learner" };
        if (!rows.Any(row => row.Cells.ContainsKey("varied")))
        {
            facts.Remove("varied");
        }

        var metrics = rows.SelectMany(row => row.Headline).Distinct().ToArray();
        var table = new PlainTable().AddColumns(facts).AddNumbers(metrics);

        foreach (var row in rows)
        {
            table.AddRow([.. facts.Select(fact => (Cell)(fact == "status" ? Status(row) : row.Text(fact))), .. metrics.Select(metric => (Cell)Number(row, metric))]);
        }

        return table;
    }

    // Whoever made it is gone: it was killed, or its disk was full.
    private string Status(IndexRow row)
        => row.Text("status") is var status && status == "running" && !store.IsBeingMade(row.Text("experiment"), row.Text("identity")) ? "stopped" : status;

    private static string Number(IndexRow row, string metric) => row.Cells.GetValueOrDefault(metric) is double value ? NumberText.Of(value) : "";
}

using BeyondNtk.Host.Composition.Sweeps;
using BeyondNtk.Host.Reporting;
using BeyondNtk.Host.Results;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>What is said at the end of an experiment: the table of its only run, or that over its runs, and what its figures say.</summary>
internal static class ExperimentSummary
{
    private const int MostWithBands = 3;

    /// <param name="console">Where to write.</param>
    /// <param name="results">The experiment's results.</param>
    /// <param name="figures">Its figures.</param>
    /// <param name="made">How many of the runs were made just now.</param>
    public static void Write(IAnsiConsole console, ExperimentResults results, IReadOnlyList<Figure> figures, int made)
    {
        var plan = results.Plan;
        if (plan.Runs.Count == 1)
        {
            foreach (var (_, result) in results.Runs)
            {
                SummaryTable.Write(console, result.Record);
                console.WriteLine($"run:     {result.Folder}{(made == 0 ? "  (its result was there; --again makes it anew)" : "")}");
            }
        }
        else
        {
            Write(console, results);
            console.WriteLine($"{plan.Name}: {plan.Runs.Count} runs, {made} made now, {results.Runs.Count - made} found{(made == 0 ? " (--again makes them anew)" : "")}");
        }

        foreach (var sentence in figures.SelectMany(figure => figure.Sentences.Select(sentence => $"{figure.Name}: {sentence}")))
        {
            console.WriteLine(sentence);
        }

        Problems(console, results);
    }

    // A row for each group and learner: medians, with the band where there are several seeds and room for it.
    private static void Write(IAnsiConsole console, ExperimentResults results)
    {
        var aggregates = AggregateTable.Of(results);
        var rows = aggregates.Headline(results.Plan);
        var metrics = rows.Select(row => (row.Evaluator, row.Metric)).Distinct().ToArray();
        var few = metrics.Length <= MostWithBands;
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(results.Plan.Name)) };
        foreach (var path in aggregates.Varied)
        {
            table.AddColumn(Markup.Escape(VariedText.Short(path, results.Plan.Varied)));
        }

        table.AddColumn("learner");
        table.AddColumn(new TableColumn(results.Unit(2)).RightAligned());
        foreach (var metric in metrics)
        {
            table.AddColumn(new TableColumn(Markup.Escape($"{metric.Evaluator} {metric.Metric}")).RightAligned());
        }

        foreach (var group in AggregateTable.Groups(rows))
        {
            table.AddRow(
            [
                .. group[0].Values.Select(value => Markup.Escape(VariedText.Value(value))),
                Markup.Escape(group[0].Learner),
                $"{group.Max(row => row.Spread.Count)}",
                .. metrics.Select(metric => group.FirstOrDefault(row => (row.Evaluator, row.Metric) == metric) is { } row ? few ? row.Spread.ToText() : NumberText.Of(row.Spread.Median) : "-"),
            ]);
        }

        console.Write(table);
    }

    private static void Problems(IAnsiConsole console, ExperimentResults results)
    {
        foreach (var (run, result) in results.Runs.Where(run => run.Result.Record.Status != RunStatus.Done && results.Plan.Runs.Count > 1))
        {
            var why = result.Record.Message ?? result.Record.Learners.FirstOrDefault(learner => learner.Status == result.Record.Status) switch
            {
                { } learner => $"{learner.Label}: {learner.Message}",
                null => "",
            };
            console.MarkupLineInterpolated($"[red]{result.Record.Status.ToString().ToLowerInvariant()}[/] {VariedText.Of(run.Varied)}: {why} ({result.Folder})");
        }

        if (results.Plan.Runs.Count == 1 && results.Runs.Count == 1 && results.Runs[0].Result.Record.Message is { } message)
        {
            console.MarkupLineInterpolated($"[red]failed: {message}[/]");
        }
    }
}

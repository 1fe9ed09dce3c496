using System.Text.Json.Nodes;
using BeyondNtk.Host.Composition.Sweeps;
using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Reporting;

/// <summary>Final values over the seeds of an experiment.</summary>
/// <param name="Varied">The paths that tell groups apart.</param>
/// <param name="Rows">A row for each group, learner and metric.</param>
internal sealed record AggregateTable(IReadOnlyList<string> Varied, IReadOnlyList<AggregateRow> Rows)
{
    /// <summary>The aggregates of all final metrics.</summary>
    public static AggregateTable Of(ExperimentResults results)
    {
        var paths = results.GroupPaths();
        var rows = new List<AggregateRow>();
        foreach (var group in results.Runs.GroupBy(run => string.Join('\n', paths.Select(path => VariedText.Value(ValueOf(run.Run, path))))))
        {
            var values = paths.Select(path => ValueOf(group.First().Run, path)).ToArray();
            foreach (var learner in group.SelectMany(run => run.Result.Record.Learners).GroupBy(learner => learner.Label))
            {
                rows.AddRange(learner.SelectMany(one => one.Metrics.Select(metric => (one.Status, Metric: metric)))
                    .GroupBy(entry => (entry.Metric.Evaluator, entry.Metric.Metric, entry.Metric.Quantity))
                    .Select(metric => new AggregateRow(
                        values, learner.Key, metric.Key.Evaluator, metric.Key.Metric, metric.Key.Quantity,
                        Spread.Of(metric.Select(entry => entry.Status == RunStatus.Diverged ? double.PositiveInfinity : entry.Metric.Value)))));
            }
        }

        return new AggregateTable(paths, rows);
    }

    /// <summary>The rows of the evaluators that all learners share; all rows where there are none.</summary>
    public IReadOnlyList<AggregateRow> Headline(Composition.ExperimentPlan plan)
        => plan.Runs[0].SharedEvaluators is { Count: > 0 } shared ? [.. Rows.Where(row => shared.Contains(row.Evaluator))] : Rows;

    /// <summary>Rows by group and learner.</summary>
    public static IEnumerable<IReadOnlyList<AggregateRow>> Groups(IReadOnlyList<AggregateRow> rows)
        => rows.GroupBy(row => (string.Join('\n', row.Values.Select(VariedText.Value)), row.Learner)).Select(group => group.ToArray());

    /// <summary>The table as CSV, with doubles that read back to the same bits.</summary>
    public string ToCsv()
    {
        var lines = Rows.Select(row => (string[])
        [
            .. row.Values.Select(VariedText.Value), row.Learner, row.Evaluator, row.Metric, $"{row.Spread.Count}",
            Text(row.Spread.Median), Text(row.Spread.LowerQuartile), Text(row.Spread.UpperQuartile), Text(row.Spread.Minimum), Text(row.Spread.Maximum),
        ]).Prepend([.. Varied, "learner", "evaluator", "metric", "count", "median", "lower-quartile", "upper-quartile", "minimum", "maximum"]);
        return string.Concat(lines.Select(line => string.Join(',', line.Select(CsvField.Quote)) + "\n"));
    }

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonNode? ValueOf(Composition.RunPlan run, string path) => run.Varied.First(entry => entry.Key.Equals(path, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>One metric of one learner over the seeds of one group.</summary>
internal sealed record AggregateRow(
    IReadOnlyList<JsonNode?> Values, string Learner, string Evaluator, string Metric, string Quantity, Spread Spread);

using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis;

/// <summary>Final values over the seeds of an experiment.</summary>
/// <param name="Varied">The paths that tell groups apart.</param>
/// <param name="Rows">A row for each group, learner and metric.</param>
internal sealed record AggregateTable(IReadOnlyList<string> Varied, IReadOnlyList<AggregateRow> Rows)
{
    /// <summary>The aggregates of all final metrics.</summary>
    public static AggregateTable Compute(ExperimentResults results)
    {
        var groups = new RunGroups(results.Plan);
        var rows = new List<AggregateRow>();
        var selection = new Selection(results);
        foreach (var group in results.Runs.GroupBy(run => groups.Of(run.Run)))
        {
            foreach (var learner in group.SelectMany(selection.Counted).GroupBy(learner => learner.Label))
            {
                rows.AddRange(learner.SelectMany(one => one.Metrics.Select(metric => (Metric: metric, metric.Value)))
                    .GroupBy(entry => (entry.Metric.Evaluator, entry.Metric.Metric, entry.Metric.Quantity))
                    .Select(metric => new AggregateRow(
                        group.Key, learner.Key, metric.Key.Evaluator, metric.Key.Metric, metric.Key.Quantity, FiveNumberSummary.Compute(metric.Select(entry => entry.Value)))));
            }
        }

        return new AggregateTable(groups.Paths, rows);
    }

    // The rows of the evaluators that all learners share; all rows where there are none.
    private IReadOnlyList<AggregateRow> Headline(ExperimentPlan plan)
        => plan.Runs[0].SharedEvaluators is { Count: > 0 } shared ? [.. Rows.Where(row => shared.Contains(row.Evaluator))] : Rows;

    /// <summary>
    /// The headline as a person reads it: a row of texts for each group and learner, under a row of titles, and what the numbers are, empty
    /// where each is of one run.
    /// </summary>
    /// <param name="results">The experiment.</param>
    /// <param name="mostWithBands">The number of metrics up to which each has its band, for which there is room then.</param>
    public static (IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, string Note) ToTexts(ExperimentResults results, int mostWithBands)
    {
        var table = Compute(results);
        var rows = table.Headline(results.Plan);
        var metrics = rows.Select(row => (row.Evaluator, row.Metric)).Distinct().ToArray();
        string[] notes = [NoteOn([.. rows.Select(row => row.Summary).Where(summary => summary.Count > 1)], metrics.Length <= mostWithBands), Selection.Note(results.Plan)];
        IReadOnlyList<string> header =
        [
            .. table.Varied.Select(path => VariedText.Short(path, results.Plan.Varied)), "learner", results.Unit(2), .. metrics.Select(metric => $"{metric.Evaluator} {metric.Metric}"),
        ];
        return (header,
        [
            .. rows.GroupBy(row => (row.Group, row.Learner)).Select(group => (IReadOnlyList<string>)
            [
                .. group.Key.Group.Values,
                group.Key.Learner,
                $"{group.Max(row => row.Summary.Count)}",
                .. metrics.Select(metric => group.FirstOrDefault(row => (row.Evaluator, row.Metric) == metric) is not { } row ? "-"
                    : metrics.Length <= mostWithBands ? row.Summary.ToText() : NumberText.Of(row.Summary.Median)),
            ]),
        ], string.Join("; ", notes.Where(note => note.Length > 0)));
    }

    private static string NoteOn(FiveNumberSummary[] several, bool withBands)
        => several.Length == 0 ? ""
            : withBands ? $"medians; in parentheses {string.Join(", or ", several.Select(summary => summary.BandName).Distinct())}"
            : "medians";

    /// <summary>The table as CSV, with doubles that read back to the same bits.</summary>
    /// <param name="set">What --set changed, which then stands in a column of its own; none if it changed nothing.</param>
    public string ToCsv(params IReadOnlyList<string> set)
    {
        string[] title = set.Count == 0 ? [] : ["set"];
        string[] cell = set.Count == 0 ? [] : [CsvField.Name(string.Join("; ", set))];
        var lines = Rows.Select(row => (string[])
        [
            .. row.Group.Values.Select(Name), CsvField.Name(row.Learner), CsvField.Name(row.Evaluator), CsvField.Name(row.Metric), $"{row.Summary.Count}",
            Text(row.Summary.Median), Text(row.Summary.LowerQuartile), Text(row.Summary.UpperQuartile), Text(row.Summary.Minimum), Text(row.Summary.Maximum),
            .. cell,
        ]).Prepend([.. Varied.Select(CsvField.Name), "learner", "evaluator", "metric", "count", "median", "lower-quartile", "upper-quartile", "minimum", "maximum", .. title]);
        return string.Concat(lines.Select(line => string.Join(',', line) + "\n"));
    }

    // A negative number is none of those.
    private static string Name(string value) => double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) ? value : CsvField.Name(value);

    private static string Text(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One metric of one learner over the seeds of one group.</summary>
internal sealed record AggregateRow(
    RunGroup Group, string Learner, string Evaluator, string Metric, string Quantity, FiveNumberSummary Summary);

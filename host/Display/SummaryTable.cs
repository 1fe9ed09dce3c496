using System.Globalization;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>The table at the end of a run: a row for each learner, a column for each metric that all share, and the reference levels.</summary>
internal static class SummaryTable
{
    public static void Write(IAnsiConsole console, RunRecord record)
    {
        var metrics = Headline(record);
        // Several metrics of one quantity, such as a smallest and a largest, are told apart by their names.
        var titles = metrics.Select(metric => metrics.Count(other => other.Quantity == metric.Quantity) == 1 ? metric.Quantity : metric.Metric);
        var table = new PlainTable($"{record.Experiment} (d = {record.Dimension}, seed {record.Seed})")
            .AddColumns("learner", "status").AddNumbers(titles).AddNumbers("training, s", "evaluation, s");
        foreach (var learner in record.Learners)
        {
            table.AddRow(
            [
                learner.Label,
                new Cell(learner.Status.ToString().ToLowerInvariant(), Styles.Of(learner.Status)),
                .. metrics.Select(metric => (Cell)(learner.FinalMetrics.FirstOrDefault(other => Same(metric, other))?.ToText() ?? "-")),
                Invariant($"{learner.Seconds:F1}"),
                Invariant($"{learner.EvaluationSeconds:F1}"),
            ]);
        }

        foreach (var levels in record.ReferenceLevels.GroupBy(level => level.Label))
        {
            table.AddRow(
            [
                new Cell(levels.Key, Styles.Level),
                "level",
                .. metrics.Select(metric => (Cell)(levels.FirstOrDefault(level => level.Quantity == metric.Quantity) is { } level ? NumberText.Of(level.Value) : "")),
                "",
                "",
            ]);
        }

        table.Write(console);

        // The conclusion that a learner diverged holds its message.
        foreach (var learner in record.Learners.Where(learner => learner.Message is not null && !record.Concludes(ConclusionKind.Diverged, learner.Label)))
        {
            console.WriteLine($"{learner.Label}: {learner.Message}", Styles.Bad);
        }

        foreach (var conclusion in record.Conclusions)
        {
            console.WriteLine(conclusion.Text, Styles.Remark);
        }
    }

    private static IReadOnlyList<MetricRecord> Headline(RunRecord record)
            =>
            [
                .. record.Learners.SelectMany(learner => learner.Metrics)
                .Where(metric => record.IsHeadline(metric.Evaluator))
                .DistinctBy(metric => (metric.Evaluator, metric.Metric)),
            ];

    private static bool Same(MetricRecord one, MetricRecord other) => (one.Evaluator, one.Metric) == (other.Evaluator, other.Metric);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

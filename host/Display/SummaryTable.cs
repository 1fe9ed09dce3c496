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
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"{PlainText.Escape(record.Experiment)} (d = {record.Dimension}, seed {record.Seed})") };
        table.AddColumn("learner");
        table.AddColumn("status");
        foreach (var metric in metrics)
        {
            // Several metrics of one quantity, such as a smallest and a largest, are told apart by their names.
            var title = metrics.Count(other => other.Quantity == metric.Quantity) == 1 ? metric.Quantity : metric.Metric;
            table.AddColumn(new TableColumn(PlainText.Escape(title)).RightAligned());
        }

        table.AddColumn(new TableColumn("training, s").RightAligned());
        table.AddColumn(new TableColumn("evaluation, s").RightAligned());
        foreach (var learner in record.Learners)
        {
            table.AddRow(
            [
                PlainText.Escape(learner.Label),
                $"[{(learner.Status == RunStatus.Done ? "green" : "red")}]{learner.Status.ToString().ToLowerInvariant()}[/]",
                .. metrics.Select(metric => NumberText.Of(learner.Metrics.FirstOrDefault(other => Same(metric, other)))),
                Invariant($"{learner.Seconds:F1}"),
                Invariant($"{learner.EvaluationSeconds:F1}"),
            ]);
        }

        foreach (var levels in record.ReferenceLevels.GroupBy(level => level.Label))
        {
            table.AddRow(
            [
                $"[italic]{PlainText.Escape(levels.Key)}[/]",
                "level",
                .. metrics.Select(metric => levels.FirstOrDefault(level => level.Quantity == metric.Quantity) is { } level ? NumberText.Of(level.Value) : ""),
                "",
                "",
            ]);
        }

        console.Write(table);

        // The conclusion that a learner diverged holds its message.
        foreach (var learner in record.Learners.Where(learner => learner.Message is not null && !record.Concludes(ConclusionKind.Diverged, learner.Label)))
        {
            console.MarkupLineInterpolated($"[red]{learner.Label}: {learner.Message}[/]");
        }

        foreach (var conclusion in record.Conclusions)
        {
            console.MarkupLineInterpolated($"[yellow]{conclusion.Text}[/]");
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

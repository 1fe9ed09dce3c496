using System.Net;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Reports;

/// <summary>The tables of a report: learners of a single run, or aggregates over the seeds of a sweep.</summary>
internal static class HtmlTables
{
    public static string Render(ExperimentResults results) => results.Plan.Runs.Count == 1 ? RenderRun(results.Runs[0].Result.Record) : RenderAggregates(results);

    private static string RenderRun(RunRecord record)
    {
        var metrics = record.Learners.SelectMany(learner => learner.Metrics).Where(metric => record.IsHeadline(metric.Evaluator))
            .Select(metric => (metric.Evaluator, metric.Metric)).Distinct().ToArray();
        return Table(
            ["learner", "status", .. metrics.Select(metric => $"{metric.Evaluator} {metric.Metric}"), "steps", "training, s"],
            record.Learners.Select(learner => (IReadOnlyList<string>)
            [
                learner.Label,
                learner.Status.ToString().ToLowerInvariant(),
                .. metrics.Select(metric => learner.FinalMetrics.FirstOrDefault(other => (other.Evaluator, other.Metric) == metric)?.ToText() ?? "-"),
                $"{learner.Steps}",
                FormattableString.Invariant($"{learner.Seconds:F1}"),
            ]));
    }

    private static string RenderAggregates(ExperimentResults results)
    {
        var (header, rows, note) = AggregateTable.ToTexts(results, int.MaxValue);
        return Table(header, rows) + (note.Length > 0 ? $"<p class=\"small\">{note}</p>\n" : "");
    }

    private static string Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
        => $"<table>\n<thead><tr>{Cells("th", header)}</tr></thead>\n<tbody>\n{string.Concat(rows.Select(row => $"<tr>{Cells("td", row)}</tr>\n"))}</tbody>\n</table>\n";

    private static string Cells(string element, IEnumerable<string> texts) => string.Concat(texts.Select(text => $"<{element}>{WebUtility.HtmlEncode(Printable.Line(text))}</{element}>"));
}

using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>Differences that a table shows, between learners or between a learner and a level, and that its Monte-Carlo errors do not allow to tell.</summary>
/// <remarks>
/// The error of a difference is that of independent samples. Learners that are measured on the same inputs may differ more surely than
/// that, as their errors then have much in common.
/// </remarks>
internal sealed class SamplingError : IRunAnalyser
{
    private const int MostPairs = 3;

    public IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => record.Learners.Where(learner => learner.Status == RunStatus.Done)
            .SelectMany(learner => learner.Metrics.Where(metric => record.IsHeadline(metric.Evaluator)).Select(metric => (learner.Label, Metric: metric)))
            .GroupBy(value => (value.Metric.Evaluator, value.Metric.Metric))
            .Select(metric => (metric.Key, Pairs: Unclear([.. metric], record.ReferenceLevels).ToArray()))
            .Where(metric => metric.Pairs.Length > 0)
            .Select(metric => new Conclusion(ConclusionKind.SamplingError, null, Text(metric.Key.Evaluator, metric.Key.Metric, metric.Pairs)));

    private static IEnumerable<Pair> Unclear((string Label, MetricRecord Metric)[] values, IReadOnlyList<LevelRecord> levels)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var (label, metric) = values[i];
            var others = values.Skip(i + 1).Select(other => new Pair(label, other.Label, metric.Value - other.Metric.Value, Error(metric, other.Metric)));
            var known = levels.Where(level => level.Quantity == metric.Quantity)
                .Select(level => new Pair(label, $"\"{level.Label}\"", metric.Value - level.Value, metric.StandardError ?? 0));
            foreach (var pair in others.Concat(known).Where(pair => Math.Abs(pair.Difference) < pair.Error))
            {
                yield return pair;
            }
        }
    }

    private static double Error(MetricRecord one, MetricRecord other) => double.Hypot(one.StandardError ?? 0, other.StandardError ?? 0);

    private static string Text(string evaluator, string metric, Pair[] pairs)
    {
        var shown = pairs.Take(MostPairs).Select(pair => $"{pair.One} and {pair.Other} differ by {NumberText.Of(Math.Abs(pair.Difference))} ± {NumberText.Of(pair.Error)}");
        var more = pairs.Length > MostPairs ? $", and {pairs.Length - MostPairs} more pairs likewise" : "";
        return $"{evaluator} {metric}: {string.Join(", ", shown)}{more}: less than the Monte-Carlo error; more samples would tell them apart";
    }

    private sealed record Pair(string One, string Other, double Difference, double Error);
}

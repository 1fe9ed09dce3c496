using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>The rows that a record has in the index: facts about the run and the learner, then settings by path, then final metrics.</summary>
internal static class RecordRows
{
    // The seed is a fact, learners have rows of their own, and evaluators show in their metrics.
    private static readonly string[] LeftOut = ["Seed", "Learners", "Evaluators"];

    public static IReadOnlyList<IndexRow> Of(string file, RunRecord run)
        => run.Learners.Count == 0 ? [Row(file, run, null)] : [.. run.Learners.Select(learner => Row(file, run, learner))];

    private static IndexRow Row(string file, RunRecord run, LearnerRecord? learner)
    {
        var own = learner is null ? null : (run.Configuration["Learners"] as JsonObject)?[learner.Label];
        (string, object)[] settings = [.. Settings(run.Configuration), .. Settings(own)];

        // Where two things have one name the first stays: a setting never hides a fact, nor a metric a setting.
        var cells = new OrderedDictionary<string, object>();
        foreach (var (name, value) in Facts.Of(run, learner, settings).Concat(settings).Concat(Metrics(learner)))
        {
            cells.TryAdd(name, value);
        }

        return new IndexRow(file, Headline(run, learner), cells);
    }

    private static IEnumerable<(string Path, object Value)> Settings(JsonNode? group)
        => Scalars.Of(group).Where(setting => !LeftOut.Contains(setting.Path.Split(':')[0]));

    private static IEnumerable<(string Name, object Value)> Metrics(LearnerRecord? learner)
    {
        foreach (var metric in learner?.FinalMetrics ?? [])
        {
            yield return (Name(metric), metric.Value);
            if (metric.StandardError is { } error)
            {
                yield return ($"{Name(metric)}:standard-error", error);
            }
        }
    }

    // The first metric of each evaluator that the run is summed up by.
    private static IReadOnlyList<string> Headline(RunRecord run, LearnerRecord? learner)
        =>
        [
            .. (learner?.Metrics ?? [])
                .Where(metric => run.Headline.Count == 0 || run.Headline.Contains(metric.Evaluator))
                .DistinctBy(metric => metric.Evaluator).Select(Name),
        ];

    private static string Name(MetricRecord metric) => $"{metric.Evaluator}:{metric.Metric}";
}

using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>Learners that diverged: how, and the last good values of what all learners are measured by.</summary>
internal sealed class Divergence : IRunAnalyser
{
    public IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => record.Learners.Where(learner => learner.Status == RunStatus.Diverged).Select(learner => new Conclusion(
            ConclusionKind.Diverged, learner.Label, $"{learner.Label} diverged: {learner.Message}; {LastGood(record, learner, measurements)}"));

    private static string LastGood(RunRecord record, LearnerRecord learner, IEnumerable<Measurement> measurements)
    {
        string[] values =
        [
            .. measurements.Where(row => row.Learner == learner.Label && record.IsHeadline(row.Evaluator) && double.IsFinite(row.Metric.Value))
                .GroupBy(row => (row.Evaluator, row.Metric.Name))
                .Select(metric => FormattableString.Invariant($"{metric.Key.Evaluator} {metric.Key.Name} {NumberText.Of(metric.Last().Metric.Value)} at step {metric.Last().Step}")),
        ];
        return values.Length > 0 ? $"the last good values are {string.Join(", ", values)}" : "nothing finite was measured before";
    }
}

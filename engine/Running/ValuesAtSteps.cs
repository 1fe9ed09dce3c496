using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>What the evaluator that decides a selection had measured of learners up to a step, at its own cadence: the same whatever else was measured.</summary>
/// <param name="select">What decides.</param>
internal sealed class ValuesAtSteps(SelectSettings select)
{
    private readonly Dictionary<RunPlan, IReadOnlyDictionary<string, Cadence?>> _cadences = [];
    private readonly Dictionary<(RunPlan Run, string Label, long Step), double?> _values = [];

    /// <summary>The labels of a run's learners, in the order in which they train.</summary>
    public IReadOnlyCollection<string> LearnersOf(RunPlan run) => [.. CadencesOf(run).Keys];

    /// <summary>The last value up to a step; null where there is none.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stored">What there is of it.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="step">The step, which the learner has reached.</param>
    public double? At(RunPlan run, StoredRun stored, LearnerRecord learner, long step)
    {
        var key = (run, learner.Label, step);
        if (!_values.TryGetValue(key, out var value))
        {
            var cadence = CadencesOf(run)[learner.Label];
            value = _values[key] = RowsOf(stored)
                .Where(row => row.Learner == learner.Label && row.Step <= step && select.IsDecidedBy(row.Evaluator, row.Metric))
                .Where(row => row.Step == 0 || cadence?.IsDue(row.Step) == true || (learner.HasEnded && row.Step == learner.Steps))
                .MaxBy(row => row.Step)?.Value;
        }

        return value;
    }

    // What is damaged is no reason to train on.
    private static MetricsRow[] RowsOf(StoredRun stored)
    {
        try
        {
            return [.. MetricsFile.Load(new RunFolder(stored.Folder))];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    // Null for a learner that has not the evaluator.
    private IReadOnlyDictionary<string, Cadence?> CadencesOf(RunPlan run)
    {
        if (!_cadences.TryGetValue(run, out var known))
        {
            known = _cadences[run] = new OrderedDictionary<string, Cadence?>(run.Resolve().Learners.Select(learner => KeyValuePair.Create(learner.Label, CadenceOf(learner))));
        }

        return known;
    }

    private Cadence? CadenceOf(LearnerPlan learner)
        => select.Evaluator.Equals(MetricCheck.Optimizer, StringComparison.OrdinalIgnoreCase) ? new Cadence(learner.Optimizer.CadenceOfSteps)
            : learner.Evaluators.FirstOrDefault(evaluator => evaluator.Label.Equals(select.Evaluator, StringComparison.OrdinalIgnoreCase)) is { } evaluator ? new Cadence(evaluator.Cadence) : null;
}

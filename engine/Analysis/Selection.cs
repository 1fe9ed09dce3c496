using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis;

/// <summary>Which learners of which runs count: of the runs that differ only in the selected paths, for each learner the best one.</summary>
/// <remarks>Every seed chooses for itself, so that the spread over seeds holds that of the choice. Of equals the first of the plan counts.</remarks>
internal sealed class Selection
{
    private readonly SelectSettings? _select;
    private readonly HashSet<(string Identity, string Learner)> _best = [];

    /// <param name="plan">The experiment.</param>
    /// <param name="runs">The results that there are, in the order of the plan.</param>
    public Selection(ExperimentPlan plan, IReadOnlyList<(RunPlan Run, StoredRun Result)> runs)
    {
        _select = plan.Select;
        if (_select is null)
        {
            return;
        }

        var left = new SelectedPaths(plan, _select).Left;
        foreach (var point in runs.GroupBy(run => string.Join('\n', left.Select(path => run.Run.VariedValue(path)?.ToJsonString()))))
        {
            foreach (var learner in point.SelectMany(run => run.Result.Record.Learners.Where(learner => learner.HasEnded), (run, learner) => (run.Run, Learner: learner)).GroupBy(entry => entry.Learner.Label))
            {
                _best.Add((learner.MinBy(entry => Badness(entry.Learner)).Run.Identity, learner.Key));
            }
        }
    }

    /// <summary>Whether a learner of a run counts.</summary>
    public bool Counts(RunPlan run, LearnerRecord learner) => learner.HasEnded && (_select is null || _best.Contains((run.Identity, learner.Label)));

    // A learner that has not the metric, or none that is a number, comes last; where none has it the first stands for all.
    private double Badness(LearnerRecord learner)
    {
        var value = learner.Metrics.FirstOrDefault(metric => _select!.Metric.Equals($"{metric.Evaluator}:{metric.Metric}", StringComparison.OrdinalIgnoreCase))?.Value ?? double.NaN;
        return learner.Status == RunStatus.Diverged || double.IsNaN(value) ? double.PositiveInfinity : _select!.Best == BestValue.Least ? value : -value;
    }
}

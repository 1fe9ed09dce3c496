using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>Learners whose iterative solver ran out of iterations before it had converged.</summary>
internal sealed class Convergence : IRunAnalyser
{
    public IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => record.Learners.Where(learner => learner.Status == RunStatus.Done).SelectMany(learner => learner.Metrics
            .Where(metric => metric.Quantity == Quantities.ResidualOverTolerance && metric.Value > 1)
            .Select(metric => new Conclusion(ConclusionKind.NotConverged, learner.Label, Text(learner, metric.Value))));

    private static string Text(LearnerRecord learner, double ratio) => FormattableString.Invariant(
        $"{learner.Label}: its solver stopped after the last of {learner.Steps} steps with a residual {ratio:0.0e+0} times the tolerance, so its solution is not that of the system; more iterations or a larger ridge would help");
}

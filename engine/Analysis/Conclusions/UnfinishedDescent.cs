using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>Learners whose loss was still falling when their steps were used up.</summary>
internal sealed class UnfinishedDescent : IRunAnalyser
{
    // The trend of a loss that goes as 1/t, log(10/9) / log(9/8) = 0.895, of which twice the steps leave half. A slower fall, as the long
    // tails of converged runs have it, makes no difference that a reader would take for a finding.
    private const double Falling = 0.9;

    public IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => record.Learners.Where(learner => learner is { Status: RunStatus.Done, LossTrend: < Falling }).Select(learner => new Conclusion(
            ConclusionKind.StillFalling,
            learner.Label,
            FormattableString.Invariant(
                $"{learner.Label}: the loss still fell by {100 * (1 - learner.LossTrend):0} % from the last but one tenth of the {learner.Steps} steps to the last; more steps would lower it")));
}

using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>Which learners that ended before a run goes on are not made again.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="keepsFailures">Whether those that failed are among them: what stood in their way may be gone.</param>
/// <param name="haltOf">Where a learner is to halt now; null where it is not to.</param>
/// <param name="log">Told what is damaged.</param>
internal sealed class KeptLearners(RunFolder folder, bool keepsFailures, Func<string, Halt?> haltOf, ILogger log)
{
    public bool Contains(LearnerRecord ended) => (ended.Status != RunStatus.Failed || keepsFailures) && IsWhole(ended) && IsStillHalted(ended);

    // One that halted before it is to halt now has no state to go on from.
    private bool IsStillHalted(LearnerRecord ended) => ended.Status != RunStatus.Halted || (haltOf(ended.Label) is { ForGood: true } halt && halt.Step <= ended.Steps);

    // Weights that are gone or cut would be counted as a result.
    private bool IsWhole(LearnerRecord ended)
    {
        string[] damaged = [.. ResultCheck.FindWeights(folder, ended)];
        foreach (var problem in damaged)
        {
            log.LogWarning("{Learner} is made again: {Problem}", ended.Label, problem);
        }

        return damaged.Length == 0;
    }
}

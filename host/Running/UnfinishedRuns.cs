using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Running;

/// <summary>
/// Runs that were killed, interrupted, or stopped by their surroundings, a full disk for instance, and those in which a learner failed: they
/// go on where their last checkpoint is, and learners that failed are made again.
/// </summary>
internal static class UnfinishedRuns
{
    /// <summary>The newest unfinished run of a plan, made by the same files of plugins and numerics; none when there is none.</summary>
    /// <remarks>Only for who holds the right to make the run: a run that another process is making looks the same.</remarks>
    public static RunResult? Find(string output, RunPlan plan)
        => RunRecords.Of(output, plan.Name, plan.Identity)
            .Where(run => run.Record.Identity == plan.Identity && IsUnfinished(run.Record) && KnownResults.MadeBySameFiles(run.Record, plan))
            .Select(run => new RunResult(run.Folder, run.Record)).LastOrDefault();

    /// <summary>True when a run did not end by itself.</summary>
    public static bool IsUnfinished(RunRecord record)
        => record.Status is RunStatus.Running or RunStatus.Interrupted or RunStatus.Failed;
}

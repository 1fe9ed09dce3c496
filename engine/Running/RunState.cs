using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Checkpoints;

namespace BeyondNtk.Engine.Running;

/// <summary>How far a run is: what its learners measured and how those that have ended did. It alone changes while the run is made.</summary>
/// <param name="time">Tells how long the run takes.</param>
internal sealed class RunState(TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();
    private readonly List<LearnerRecord> _ended = [];
    private readonly List<Measurement> _measurements = [];
    private double _secondsBefore;

    /// <summary>The learners that have ended.</summary>
    public IReadOnlyList<LearnerRecord> Ended => _ended;

    /// <summary>What was measured.</summary>
    public IReadOnlyList<Measurement> Measurements => _measurements;

    /// <summary>How long the run has taken so far, in seconds, over all the processes that made it.</summary>
    public double Seconds => _secondsBefore + time.GetElapsedTime(_begun).TotalSeconds;

    /// <summary>A learner has ended.</summary>
    public void Add(LearnerRecord learner) => _ended.Add(learner);

    /// <summary>An evaluator has measured.</summary>
    public void Add(IEnumerable<Measurement> measurements) => _measurements.AddRange(measurements);

    /// <summary>A learner begins anew, and so do its measurements.</summary>
    public void Forget(string learner) => _measurements.RemoveAll(row => row.Learner == learner);

    /// <summary>The state to be kept.</summary>
    /// <param name="training">The label of the learner in training; null between two learners.</param>
    public Checkpoint ToCheckpoint(string? training)
    {
        // A learner whose state is not written begins anew, and so do its measurements.
        var kept = _measurements.Where(row => row.Learner == training || _ended.Any(ended => ended.Label == row.Learner));
        return new Checkpoint(Seconds, _ended, [.. kept], training);
    }

    /// <summary>Restores a state that was kept.</summary>
    /// <param name="checkpoint">The state.</param>
    /// <param name="isKept">Whether a learner that had ended is left as it is.</param>
    /// <returns>The labels of the others, which are made again.</returns>
    public IReadOnlySet<string> Restore(Checkpoint checkpoint, Predicate<LearnerRecord> isKept)
    {
        var again = checkpoint.Ended.Where(learner => !isKept(learner)).Select(learner => learner.Label).ToHashSet();
        _secondsBefore = checkpoint.Seconds;
        _ended.AddRange(checkpoint.Ended.Where(learner => !again.Contains(learner.Label)));
        _measurements.AddRange(checkpoint.Measurements.Where(row => !again.Contains(row.Learner)));
        return again;
    }
}

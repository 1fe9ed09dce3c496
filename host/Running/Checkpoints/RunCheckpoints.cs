using System.Diagnostics;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Running.Checkpoints;

/// <summary>Keeps the checkpoints of a run while it runs, and takes up the newest when it goes on.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="seconds">The time between two while a learner trains.</param>
/// <param name="log">The run's log.</param>
internal sealed class RunCheckpoints(RunFolder folder, double seconds, ILogger log)
{
    // Writing a large state must not become what the run does: at most a twentieth of the time.
    private const int MostOften = 20;

    private static readonly TimeSpan Much = TimeSpan.FromSeconds(1);

    private readonly CheckpointFolder _files = new(folder);
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly Stopwatch _sinceLast = Stopwatch.StartNew();
    private TimeSpan _pause = TimeSpan.FromSeconds(seconds);
    private double _before;

    /// <summary>The learners that have ended.</summary>
    public List<LearnerRecord> Ended { get; } = [];

    /// <summary>What was measured.</summary>
    public List<Measurement> Measurements { get; } = [];

    /// <summary>How long the run has taken so far, in seconds, over all its lives.</summary>
    public double Seconds => _before + _time.Elapsed.TotalSeconds;

    /// <summary>Whether it is time for another.</summary>
    public bool IsDue => _sinceLast.Elapsed >= _pause;

    /// <summary>Whether so much has been done since the last one that it would be a pity: between two learners.</summary>
    public bool IsWorthIt => _sinceLast.Elapsed >= Much || IsDue;

    /// <summary>Writes a checkpoint. One that cannot be written costs nothing but itself.</summary>
    /// <param name="training">The learner in training and what writes its state; none between two learners.</param>
    public bool TrySave((string Label, Action<BinaryWriter> Save)? training = null)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            _files.Save(state =>
            {
                // A learner whose state is not written begins anew, and so do its measurements.
                var kept = Measurements.Where(row => row.Learner == training?.Label || Ended.Any(ended => ended.Label == row.Learner));
                new Checkpoint(Seconds, Ended, [.. kept], training?.Label).Save(state);
                training?.Save(state);
            });
            return true;
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "no checkpoint could be written, the run goes on without: {Message}", exception.Message);
            return false;
        }
        finally
        {
            _sinceLast.Restart();
            _pause = TimeSpan.FromSeconds(Math.Max(seconds, MostOften * Stopwatch.GetElapsedTime(begun).TotalSeconds));
        }
    }

    /// <summary>Takes up the newest checkpoint that is whole, and gives the state of the learner that was in training to who knows it.</summary>
    /// <param name="learners">The run's learners, from which those that have ended are taken away.</param>
    /// <param name="restore">Takes up the state of the first that is left.</param>
    public void TakeUp(Queue<Learner> learners, Action<Learner, BinaryReader> restore)
    {
        var damaged = false;
        using var state = _files.OpenNewest((path, why) =>
        {
            damaged = true;
            log.LogWarning("{Path} is damaged ({Why})", path, why);
        });
        if (damaged)
        {
            log.LogWarning("{Consequence}", state is null ? "no checkpoint is whole, so the run begins anew" : "the checkpoint before it is used");
        }

        if (state is null)
        {
            log.LogInformation("no checkpoint to go on from");
            return;
        }

        var checkpoint = Checkpoint.Load(state);
        _before = checkpoint.Seconds;

        // One that failed is made again, from its beginning and after the others: what stood in its way may have gone.
        var again = checkpoint.Ended.Where(learner => learner.Status == RunStatus.Failed).Select(learner => learner.Label).ToHashSet();
        Ended.AddRange(checkpoint.Ended.Where(learner => !again.Contains(learner.Label)));
        Measurements.AddRange(checkpoint.Measurements.Where(row => !again.Contains(row.Learner)));
        Learner[] left = [.. learners.Where(learner => Ended.All(ended => ended.Label != learner.Label)).OrderBy(learner => again.Contains(learner.Label))];
        learners.Clear();
        foreach (var learner in left)
        {
            learners.Enqueue(learner);
        }

        if (checkpoint.Training is not null && learners.TryPeek(out var first) && first.Label == checkpoint.Training)
        {
            restore(first, state);
        }
    }

    /// <summary>Deletes them: the run has ended by itself.</summary>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    public void Delete() => _files.Delete();
}

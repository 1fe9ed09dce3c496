using System.Diagnostics.CodeAnalysis;
using BeyondNtk.Engine.Storage.Checkpoints;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>Keeps the state of a run from time to time, and finds it again when the run resumes.</summary>
/// <param name="folder">The folder of the checkpoints.</param>
/// <param name="pause">The time between two while a learner trains.</param>
/// <param name="state">The state.</param>
/// <param name="time">Tells when one is due.</param>
/// <param name="log">The run's log.</param>
internal sealed class RunCheckpoints(string folder, TimeSpan pause, RunState state, TimeProvider time, ILogger log)
{
    // Writing a large state must not become what the run does: at most a twentieth of the time.
    private const int MostOften = 20;

    private static readonly TimeSpan Much = TimeSpan.FromSeconds(1);

    private readonly CheckpointFolder _files = new(folder);
    private TimeSpan _costs;
    private long _last = time.GetTimestamp();

    /// <summary>Whether it is time for another.</summary>
    public bool IsDue => SinceLast >= pause && SinceLast >= MostOften * _costs;

    /// <summary>Whether enough has been done since the last one, between two learners.</summary>
    public bool IsWorthIt => SinceLast >= Much || IsDue;

    private TimeSpan SinceLast => time.GetElapsedTime(_last);

    /// <summary>Writes a checkpoint. One that cannot be written costs nothing but itself.</summary>
    /// <param name="training">The learner in training and what writes its state; null between two learners.</param>
    public void TrySave((string Label, Action<BinaryWriter> Save)? training = null)
    {
        var begun = time.GetTimestamp();
        try
        {
            _files.Save(writer =>
            {
                state.ToCheckpoint(training?.Label).Save(writer);
                training?.Save(writer);
            });
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "no checkpoint could be written, the run goes on without: {Message}", exception.Message);
        }
        finally
        {
            _last = time.GetTimestamp();
            _costs = time.GetElapsedTime(begun, _last);
        }
    }

    /// <summary>Opens the newest checkpoint that is whole, behind whose description the state of the learner in training follows; null if there is none.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "It is the caller's.")]
    public (Checkpoint Checkpoint, BinaryReader State)? OpenNewest()
    {
        var damaged = false;
        var reader = _files.OpenNewest((path, why) =>
        {
            damaged = true;
            log.LogWarning("{Path} is damaged ({Why})", path, why);
        });
        if (damaged)
        {
            log.LogWarning("{Consequence}", reader is null ? "no checkpoint is whole, so the run begins anew" : "the checkpoint before it is used");
        }

        if (reader is null)
        {
            log.LogInformation("no checkpoint to go on from");
            return null;
        }

        return (Checkpoint.Load(reader), reader);
    }

    /// <summary>Deletes them: the run has ended by itself.</summary>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    public void Delete() => _files.Delete();
}

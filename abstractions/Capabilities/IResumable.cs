using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A part whose state changes while a learner trains, and that can save and restore this state.</summary>
/// <remarks>
/// The host asks optimizers, models and evaluators between two steps. A learner is checkpointed if its optimizer is resumable, even if that writes
/// nothing; any other learner starts again after an interruption, which gives the same result later. The host itself keeps
/// <see cref="ITrainable.Parameters"/>. Everything else that determines the next steps belongs to the state: velocities, counters, the part's
/// <see cref="RandomStream"/>, what an optimizer has put into a model other than its parameters. What is computed from options, sample and seed does
/// not: it exists once the part is created.
/// </remarks>
public interface IResumable
{
    /// <summary>Writes the state.</summary>
    void Save(BinaryWriter state);

    /// <summary>Restores a state that <see cref="Save"/> wrote, in a part that was created from the same options and has done nothing yet.</summary>
    /// <exception cref="InvalidDataException">It is the state of another part.</exception>
    void Restore(BinaryReader state);
}

using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A part whose state changes while a learner trains, and that can write this state down and take it up again.</summary>
/// <remarks>
/// The host asks an optimizer, a model and evaluators between two steps. A learner is checkpointed when its optimizer is resumable, even if it
/// has nothing to write; any other begins anew after an interruption, which gives the same result later.
/// <see cref="ITrainable.Parameters"/> the host keeps itself. Whatever else decides what comes next belongs to the state: velocities, counters,
/// the part's <see cref="RandomStream"/>, what an optimizer has put into a model other than its parameters. What is computed from options,
/// sample and seed does not: it is there when the part has been created.
/// </remarks>
public interface IResumable
{
    /// <summary>Writes the state.</summary>
    void Save(BinaryWriter state);

    /// <summary>Takes up a state that <see cref="Save"/> wrote, in a part created from the same options that has done nothing yet.</summary>
    /// <exception cref="InvalidDataException">It is the state of another part.</exception>
    void Restore(BinaryReader state);
}

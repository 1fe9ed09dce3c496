using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Engine.Composing;

namespace BeyondNtk.Engine.Running;

/// <summary>The state of a learner's parts: of the parameters and of every part that is <see cref="IResumable"/>, in a fixed order.</summary>
internal static class LearnerState
{
    /// <summary>Whether the learner can go on where it was; another begins anew.</summary>
    public static bool IsResumable(Learner learner) => learner.Optimizer is IResumable;

    public static void Save(Learner learner, BinaryWriter state)
    {
        if (learner.Model is ITrainable trainable)
        {
            state.WriteArray<double>(trainable.Parameters);
        }

        foreach (var part in Parts(learner))
        {
            part.Save(state);
        }
    }

    /// <exception cref="InvalidDataException">The state is not that of such a learner.</exception>
    public static void Restore(Learner learner, BinaryReader state)
    {
        if (learner.Model is ITrainable trainable)
        {
            state.ReadArray(trainable.Parameters);
        }

        foreach (var part in Parts(learner))
        {
            part.Restore(state);
        }
    }

    // The model before the optimizer, which may put back into it what it had put there.
    private static IEnumerable<IResumable> Parts(Learner learner)
        => new object?[] { learner.Model, learner.Examples, learner.Optimizer }.Concat(learner.Evaluators.Select(evaluator => evaluator.Evaluator)).OfType<IResumable>();
}

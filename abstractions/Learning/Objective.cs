using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>What a gradient is the gradient of. It is chosen separately: any gradient optimizer works with any objective.</summary>
public abstract class Objective
{
    private protected Objective()
    {
    }
}

/// <summary>The average of a pointwise loss over examples.</summary>
/// <param name="examples">Where the examples come from.</param>
/// <param name="loss">The loss of one prediction.</param>
public sealed class SampleObjective(IExampleSource examples, IPointwiseLoss loss) : Objective
{
    /// <summary>Where the examples come from.</summary>
    public IExampleSource Examples { get; } = examples;

    /// <summary>The loss of one prediction.</summary>
    public IPointwiseLoss Loss { get; } = loss;
}

/// <summary>The exact population loss E (f(x) - f*(x))^2, without a sample.</summary>
/// <param name="teacher">The teacher, with its law of inputs.</param>
public sealed class PopulationObjective(ITeacher teacher) : Objective
{
    /// <summary>The teacher, with its law of inputs.</summary>
    public ITeacher Teacher { get; } = teacher;
}

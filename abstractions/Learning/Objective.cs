using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>
/// What a gradient is the gradient of: a loss, and penalties added to it. It is chosen separately: any gradient optimizer works with any objective.
/// </summary>
public abstract class Objective
{
    private protected Objective(IPointwiseLoss loss, IReadOnlyList<WeightedPenalty> penalties)
    {
        (Loss, Penalties) = (loss, penalties);
        Latest = new ObjectiveValue(penalties);
    }

    /// <summary>The loss of one prediction.</summary>
    public IPointwiseLoss Loss { get; }

    /// <summary>What is added to the loss.</summary>
    public IReadOnlyList<WeightedPenalty> Penalties { get; }

    /// <summary>Its parts where a gradient was last asked for; it changes at every step.</summary>
    public ObjectiveValue Latest { get; }
}

/// <summary>The average of a pointwise loss over examples.</summary>
/// <param name="examples">Where the examples come from.</param>
/// <param name="loss">The loss of one prediction.</param>
/// <param name="penalties">What is added to it.</param>
public sealed class SampleObjective(IExampleSource examples, IPointwiseLoss loss, params IReadOnlyList<WeightedPenalty> penalties) : Objective(loss, penalties)
{
    /// <summary>Where the examples come from.</summary>
    public IExampleSource Examples { get; } = examples;
}

/// <summary>The exact population loss E loss(f(x), f*(x)), without a sample.</summary>
/// <param name="teacher">The teacher, with its law of inputs.</param>
/// <param name="loss">The loss of one prediction, squared if none is given; which of them have a population form is up to the model.</param>
/// <param name="penalties">What is added to it.</param>
public sealed class PopulationObjective(ITeacher teacher, IPointwiseLoss? loss = null, params IReadOnlyList<WeightedPenalty> penalties) : Objective(loss ?? new SquaredLoss(), penalties)
{
    /// <summary>The teacher, with its law of inputs.</summary>
    public ITeacher Teacher { get; } = teacher;
}

/// <summary>The parts of an objective's value.</summary>
public sealed class ObjectiveValue
{
    private readonly double[] _penalties;

    internal ObjectiveValue(IReadOnlyList<WeightedPenalty> penalties) => _penalties = new double[penalties.Count];

    /// <summary>Whether there is a value yet.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The loss, averaged over the examples of the step.</summary>
    public double Loss { get; private set; }

    /// <summary>The penalties, each times its weight, in the order of the objective.</summary>
    public IReadOnlyList<double> Penalties => _penalties;

    /// <summary>The loss and all penalties.</summary>
    public double Total { get; private set; }

    internal void Begin(double loss) => (IsKnown, Loss, Total) = (true, loss, loss);

    internal void Add(int penalty, double value)
    {
        _penalties[penalty] = value;
        Total += value;
    }
}

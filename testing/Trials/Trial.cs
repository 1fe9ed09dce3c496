using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Testing.Fakes;

namespace BeyondNtk.Testing.Trials;

/// <summary>
/// A small experiment with one learner, in which a part is checked. What a test does not choose is a fake. Checks compose it many times, so it should
/// be as small as possible.
/// </summary>
public sealed record Trial
{
    /// <summary>The unit roundoff 2^-53 of double precision.</summary>
    public const double DoubleRoundoff = 1.0 / (1L << 53);

    /// <summary>The unit roundoff 2^-24 of single precision.</summary>
    public const double SingleRoundoff = 1.0 / (1L << 24);

    private static readonly Part FakeTeacher = Part.Of<LinearTeacher, LinearTeacherOptions>();
    private static readonly Part FakeModel = Part.Of<LinearModel>();
    private static readonly Part FakeOptimizer = Part.Of<GradientStepper, GradientStepperOptions>();

    // What checks look at, and take batches from.
    internal const int FewestSamples = 8;

    /// <summary>The teacher.</summary>
    public Part Teacher { get; init; } = FakeTeacher;

    /// <summary>The model.</summary>
    public Part Model { get; init; } = FakeModel;

    /// <summary>The optimizer. Checks of a teacher or a model do not create it.</summary>
    public Part Optimizer { get; init; } = FakeOptimizer;

    /// <summary>The evaluator, which only checks of evaluators need.</summary>
    public Part? Evaluator { get; init; }

    /// <summary>What a gradient is the gradient of.</summary>
    public ObjectiveKind Objective { get; init; } = ObjectiveKind.Empirical;

    /// <summary>The loss of the objective; null for the squared loss.</summary>
    public Part? Loss { get; init; }

    /// <summary>What the objective adds to the loss.</summary>
    public IReadOnlyList<Part> Penalties { get; init; } = [];

    /// <summary>What every penalty is multiplied by.</summary>
    public double PenaltyWeight { get; init; } = 0.1;

    /// <summary>The number of examples of the sample, at least 8; of a fresh sample too.</summary>
    public int Samples { get; init; } = 40;

    /// <summary>The most steps that a check makes, at least 2.</summary>
    public int Steps { get; init; } = 6;

    /// <summary>The seed. The parts' random streams have the names that the host gives them.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The number of threads that parts may use.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The unit roundoff of the precision in which the model computes: tolerances follow from it.</summary>
    public double UnitRoundoff { get; init; } = DoubleRoundoff;

    /// <summary>Composes the trial: everything is new, and drawn again from the seed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has fewer examples or steps than checks need.</exception>
    /// <exception cref="ArgumentException">The teacher's data have fewer examples than checks need.</exception>
    /// <exception cref="CompositionException">A part refuses what it was given, here or when it is first asked for.</exception>
    public Composition Compose() => new(this);

    /// <summary>A part that the test chose: a check of the fake in its place would say nothing about the test's own part.</summary>
    /// <exception cref="ArgumentException">It is the fake that stands in for one.</exception>
    internal static Part Chosen(Part part)
        => ReferenceEquals(part, FakeTeacher) ? throw NotChosen("teacher", nameof(Teacher))
            : ReferenceEquals(part, FakeModel) ? throw NotChosen("model", nameof(Model))
            : ReferenceEquals(part, FakeOptimizer) ? throw NotChosen("optimizer", nameof(Optimizer))
            : part;

    private static ArgumentException NotChosen(string what, string property) => new($"the trial has no {what} of yours to check; set its {property}");

    /// <summary>The checks' own random numbers.</summary>
    internal RandomStream Stream(string check) => new RandomStream(Seed).Child("conformance").Child(check);
}

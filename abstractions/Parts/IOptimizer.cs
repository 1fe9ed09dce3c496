using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Parts;

/// <summary>An optimizer fits a model. The host owns the loop and asks for one step after another.</summary>
/// <remarks>
/// An optimizer names the model it can fit in its constructor, for instance <c>(MyOptions options, ITrainable model, Objective objective)</c>; before
/// anything runs, the host refuses to compose it with any other model. Heavy work belongs in <see cref="Step"/>, not in the constructor.
/// </remarks>
public interface IOptimizer
{
    /// <summary>The largest number of steps it takes.</summary>
    long Steps { get; }

    /// <summary>Advances the model by one step.</summary>
    StepResult Step();

    /// <summary>
    /// What it found out at the last step, such as the gradient's norm, the step size, the number of frozen neurons. The host asks at a cadence, right after
    /// a step, and what it gets becomes curves as what evaluators measure; at other steps it costs nothing.
    /// </summary>
    IReadOnlyList<Metric> StepReport() => [];

    /// <summary>What it found out about the whole fit, once it has ended, such as a condition number or a residual.</summary>
    IReadOnlyList<Metric> Report() => [];
}

/// <summary>The outcome of one step.</summary>
/// <param name="Loss">The objective's value, at the weights before the step for a gradient method, after it for a solve.</param>
/// <param name="Finished">True if further steps are of no use, even if fewer than <see cref="IOptimizer.Steps"/> were taken.</param>
public readonly record struct StepResult(double Loss, bool Finished = false);

using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.GradientDescent;

/// <summary>Options of the optimizer "truncated-gradient-descent".</summary>
public sealed class TruncatedGradientDescentOptions
{
    /// <summary>The stages, one after the other. The paper has two: the second with a much smaller lambda.</summary>
    [MinLength(1)]
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>
    /// The momentum: the velocity is multiplied by it before each gradient is added. 0 is the paper's algorithm. A frozen neuron loses its
    /// velocity.
    /// </summary>
    [Range(0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <summary>What the step size multiplies: the mean-field gradient m dL/dw (as in the paper), or dL/dw itself.</summary>
    public GradientScale GradientScale { get; init; } = GradientScale.MeanField;
}

/// <summary>A stage of truncated gradient descent.</summary>
public sealed class Stage
{
    /// <summary>A neuron takes part in a step while its squared norm is at most 1/lambda; 0 lets every neuron take part.</summary>
    [Range(0, double.MaxValue)]
    public double Lambda { get; init; }

    /// <summary>The step size eta.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The number of steps.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 10_000;
}

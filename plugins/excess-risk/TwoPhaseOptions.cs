using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.ExcessRisk;

/// <summary>Options of the optimizer "two-phase-gradient-descent".</summary>
public sealed class TwoPhaseOptions
{
    /// <summary>The first phase: noisy gradient descent on parameters that enter the network clipped.</summary>
    public NoisyPhase Noisy { get; init; } = new();

    /// <summary>The second phase: gradient descent on the hidden weights, the output weights fixed to their signs.</summary>
    public PlainPhase Plain { get; init; } = new();
}

/// <summary>The first phase.</summary>
public sealed class NoisyPhase
{
    /// <summary>The number of steps.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 2000;

    /// <summary>The step size eta_1.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The inverse temperature beta: a step adds sqrt(2 eta_1 / beta) N(0, I).</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double InverseTemperature { get; init; } = 1000;

    /// <summary>The weight lambda of the squared norm of the parameters, before they are clipped.</summary>
    [Range(0, double.MaxValue)]
    public double Decay { get; init; } = 1e-3;

    /// <summary>The radius R of the clipping r -> R tanh(r |r| / (2R)).</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double ClipRadius { get; init; } = 5;
}

/// <summary>The second phase.</summary>
public sealed class PlainPhase
{
    /// <summary>The number of steps.</summary>
    [Range(0, 1_000_000_000L)]
    public long Steps { get; init; } = 5000;

    /// <summary>The step size eta_2.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.5;
}

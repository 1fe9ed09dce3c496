using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>
/// Options of the optimizer "smoothed-sgd". Constants that are not given follow the paper's formulas in m1, m2 and <see cref="Accuracy"/>; what it leaves open, step size, rounds and
/// steps, is to be chosen.
/// </summary>
public sealed class SmoothedSgdOptions
{
    /// <summary>Whether every step draws random signs Sigma (Algorithm 2) or none are (Algorithm 3).</summary>
    public bool RandomSigns { get; init; } = true;

    /// <summary>The step size eta, by which lambda decays after each round too: lambda &lt;- (1 - eta) lambda.</summary>
    [Range(0, 1.0, MaximumIsExclusive = true)]
    public double StepSize { get; init; } = 0.001;

    /// <summary>The number T of rounds.</summary>
    [Range(1, 1_000_000L)]
    public long Rounds { get; init; } = 100;

    /// <summary>The number T_w of steps of a round.</summary>
    [Range(1, 1_000_000L)]
    public long StepsPerRound { get; init; } = 100;

    /// <summary>The number of examples of a step, drawn with replacement; the paper's is 1.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 1;

    /// <summary>eps0, in the constants.</summary>
    [Range(0, 1.0, MinimumIsExclusive = true)]
    public double Accuracy { get; init; } = 0.1;

    /// <summary>C0, in the constants.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Constant { get; init; } = 1;

    /// <summary>lambda_w, of ||sqrt(lambda) W'||_{2,4}^4. None: 2 / tau_w'^4 with tau_w' = C0 eps0^(-1/4) m1^(-0.745).</summary>
    [Range(0, 1e300)]
    public double? FirstPenalty { get; init; }

    /// <summary>lambda_v, of ||sqrt(lambda) V'||_F^2. None: 2 / tau_v'^2 with tau_v' = eps0^(-1/2) m1^0.495 m2^(-1/2).</summary>
    [Range(0, 1e300)]
    public double? SecondPenalty { get; init; }

    /// <summary>sigma_w, the standard deviation of the smoothing of W. None: m1^(-0.99).</summary>
    [Range(0, 1e6)]
    public double? FirstSmoothing { get; init; }

    /// <summary>sigma_v, the standard deviation of the smoothing of V. None: m2^(-0.51).</summary>
    [Range(0, 1e6)]
    public double? SecondSmoothing { get; init; }

    /// <summary>The standard deviation of the Gaussian noise that is added to each entry of a gradient.</summary>
    [Range(0, 1e6)]
    public double GradientNoise { get; init; }

    /// <summary>The number of draws of the smoothing at the end, of which the one of least training loss is kept. None: 1 / eps0^2.</summary>
    [Range(1, 1_000_000)]
    public int? Draws { get; init; }
}

using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.SignedStudent;

/// <summary>Options of the models "two-layer" and "two-layer-tangent".</summary>
public sealed class TwoLayerOptions
{
    /// <summary>The number m of neurons.</summary>
    [Range(1, 1_000_000)]
    public int Width { get; init; } = 100;

    /// <summary>The activation.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Relu;

    /// <summary>Whether neurons have biases b_i.</summary>
    public bool Biases { get; init; }

    /// <summary>How the hidden weights w_i begin. The scale is 1/sqrt(d) where none is given.</summary>
    public InitialLaw Weights { get; init; } = InitialLaw.Gaussian;

    /// <summary>The scale of the hidden weights: see their law.</summary>
    [Range(0, 1e6)]
    public double? WeightScale { get; init; }

    /// <summary>How the biases begin. The scale is 0 where none is given.</summary>
    public InitialLaw BiasLaw { get; init; } = InitialLaw.Gaussian;

    /// <summary>The scale of the biases: see their law.</summary>
    [Range(0, 1e6)]
    public double BiasScale { get; init; }

    /// <summary>How the output weights a_i begin. The scale is 1/sqrt(m) where none is given.</summary>
    public InitialLaw Outputs { get; init; } = InitialLaw.Gaussian;

    /// <summary>The scale of the output weights: see their law.</summary>
    [Range(0, 1e6)]
    public double? OutputScale { get; init; }

    /// <summary>Whether the hidden weights are trained; if not they stay as they began.</summary>
    public bool TrainWeights { get; init; } = true;

    /// <summary>Whether the biases are trained, if there are any.</summary>
    public bool TrainBiases { get; init; } = true;

    /// <summary>Whether the output weights are trained.</summary>
    public bool TrainOutputs { get; init; } = true;

    /// <summary>The number format of the training kernel; the weights themselves are always double, and so is all of the linearised network.</summary>
    public Precision Precision { get; init; } = Precision.Single;
}

/// <summary>How a block of parameters begins, as a law of the rows of its neurons.</summary>
public enum InitialLaw
{
    /// <summary>Entries N(0, scale^2).</summary>
    Gaussian,

    /// <summary>Entries uniform in [-scale, scale].</summary>
    Uniform,

    /// <summary>Rows of the length scale in uniformly random directions; of one entry, plus or minus the scale.</summary>
    Directions,

    /// <summary>Entries that are the scale for the first neuron, minus the scale for the second, and so on.</summary>
    AlternatingSigns,
}

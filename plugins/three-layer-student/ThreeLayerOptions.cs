using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>Options that networks of three layers, and what is made of their starts, have in common.</summary>
public class ThreeLayerStartOptions
{
    /// <summary>The number m1 of neurons of the first hidden layer.</summary>
    [Range(1, 100_000)]
    public int Width { get; init; } = 100;

    /// <summary>The number m2 of neurons of the second hidden layer. None: as many as of the first.</summary>
    [Range(1, 100_000)]
    public int? SecondWidth { get; init; }

    /// <summary>The standard deviation of the first layer's weights and biases at the start. None: 1/sqrt(m1).</summary>
    [Range(0, 1e6)]
    public double? WeightScale { get; init; }

    /// <summary>The standard deviation of the second hidden layer's weights and biases at the start. None: 1/sqrt(m2).</summary>
    [Range(0, 1e6)]
    public double? SecondWeightScale { get; init; }

    /// <summary>The standard deviation of the output weights at the start.</summary>
    [Range(0, 1e6)]
    public double OutputScale { get; init; } = 1;
}

/// <summary>Options of the model "three-layer-tangent".</summary>
public class ThreeLayerTangentOptions : ThreeLayerStartOptions
{
    /// <summary>The number format of the training kernel; the weights themselves are always double.</summary>
    public Precision Precision { get; init; } = Precision.Single;
}

/// <summary>Options of the model "three-layer".</summary>
public sealed class ThreeLayerOptions : ThreeLayerTangentOptions
{
    /// <summary>Whether the weights of both hidden layers are trained.</summary>
    public bool TrainWeights { get; init; } = true;

    /// <summary>Whether the biases of both hidden layers are trained.</summary>
    public bool TrainBiases { get; init; }

    /// <summary>Whether the output weights are trained.</summary>
    public bool TrainOutputs { get; init; }
}

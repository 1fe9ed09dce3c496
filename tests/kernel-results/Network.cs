using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.KernelResults;

/// <summary>A two-layer network as arrays.</summary>
internal sealed record Network(HomogeneousActivation Activation, double[][] Weights, double[] Outputs)
{
    public static Network Draw(HomogeneousActivation activation, int width, int dimension, RandomStream stream)
        => new(activation, [.. Enumerable.Range(0, width).Select(_ => Gaussians(dimension, stream))], Gaussians(width, stream));

    public Neurons Neurons => new(Matrix<double>.Build.DenseOfRowArrays(Weights), Matrix<double>.Build.DenseOfColumnArrays(Outputs), Activation);

    public double[] FlatWeights => [.. Weights.SelectMany(row => row)];

    public static double[] Gaussians(int count, RandomStream stream) => [.. Enumerable.Range(0, count).Select(_ => stream.NextGaussian())];
}

using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.InfiniteWidth.Tests;

internal static class Particles
{
    public static SymmetricParticles Create(
        ITwoLayerTeacher teacher, ActivationName activation, int count = 3, int order = 8, double scale = 1, long seed = 1)
        => new(
            new SymmetricParticlesOptions { Particles = count, Activation = activation, Order = order, InitialScale = scale },
            teacher,
            new RandomStream(seed));

    /// <summary>The network that the particles stand for: of each all 2^d copies, with the output weight ||v|| / (2^d M).</summary>
    public static Neurons Expand(double[] particles, Matrix<double> basis, HomogeneousActivation activation)
    {
        var d = basis.RowCount;
        var rows = particles.Chunk(d).SelectMany(particle => Signs(d).Select(signs => signs.Zip(particle, (s, v) => s * v).ToArray()));
        var copies = Matrix<double>.Build.DenseOfRowArrays(rows);
        return new Neurons(copies * basis, copies.RowNorms(2).ToColumnMatrix() / copies.RowCount, activation);
    }

    /// <summary>All patterns of d signs.</summary>
    public static IEnumerable<double[]> Signs(int d)
        => Enumerable.Range(0, 1 << d).Select(pattern => Enumerable.Range(0, d).Select(i => ((pattern >> i) & 1) == 0 ? 1.0 : -1.0).ToArray());
}

/// <summary>f*(x) = sum_j a_j act(&lt;w_j, x&gt;).</summary>
internal sealed class NetworkTeacher(Neurons neurons, InputLaw? inputs = null) : ITwoLayerTeacher
{
    public InputLaw Inputs { get; } = inputs ?? new StandardGaussian(neurons.Weights.ColumnCount);

    public Neurons Neurons { get; } = neurons;

    /// <summary>Four coefficients that differ and directions that are no axes.</summary>
    public static NetworkTeacher Rotated(IActivation activation)
        => new(new Neurons(
            new StandardGaussian(4).Draw(4, new RandomStream(7)).QR().Q,
            Matrix<double>.Build.DenseOfColumnArrays([0.4, 0.3, 0.2, 0.1]),
            activation));

    public Matrix<double> Target(Matrix<double> inputs)
        => inputs.TransposeAndMultiply(Neurons.Weights).Map(Neurons.Activation.Value) * Neurons.Outputs;
}

/// <summary>Every coordinate -1 or 1.</summary>
internal sealed class Cube(int dimension) : InputLaw(dimension)
{
    public override Matrix<double> Draw(int count, RandomStream stream) => throw new NotSupportedException();
}

/// <summary>An activation that no closed form knows.</summary>
internal sealed class Tanh : IActivation
{
    public string Name => "tanh";

    public double Value(double z) => Math.Tanh(z);

    public double Derivative(double z) => 1 - Math.Pow(Math.Tanh(z), 2);
}

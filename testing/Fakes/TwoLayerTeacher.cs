using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Fakes;

/// <summary>Options of <see cref="TwoLayerTeacher"/>.</summary>
public sealed class TwoLayerTeacherOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(1, 100_000)]
    public int Dimension { get; init; } = 4;
}

/// <summary>A teacher whose neurons can be read: f*(x) = (1/d) sum_j |x_j| with x standard Gaussian.</summary>
/// <param name="options">Its options.</param>
public sealed class TwoLayerTeacher(TwoLayerTeacherOptions options) : ITwoLayerTeacher
{
    /// <inheritdoc/>
    public InputLaw Inputs { get; } = new StandardGaussian(options.Dimension);

    /// <inheritdoc/>
    public Neurons Neurons { get; } = new(
        Matrix<double>.Build.DenseIdentity(options.Dimension), Matrix<double>.Build.Dense(options.Dimension, 1, 1.0 / options.Dimension), new AbsoluteValue());

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs) => inputs.Map(Neurons.Activation.Value) * Neurons.Outputs;

    private sealed class AbsoluteValue : IActivation
    {
        public string Name => "abs";

        public double Value(double z) => Math.Abs(z);

        public double Derivative(double z) => z >= 0 ? 1 : -1;
    }
}

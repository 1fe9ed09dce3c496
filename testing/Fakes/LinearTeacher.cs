using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Fakes;

/// <summary>Options of <see cref="LinearTeacher"/>.</summary>
public sealed class LinearTeacherOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(1, 100_000)]
    public int Dimension { get; init; } = 4;

    /// <summary>The standard deviation of the Gaussian label noise.</summary>
    [Range(0, double.MaxValue)]
    public double Noise { get; init; }
}

/// <summary>A teacher that shows only its values: f*(x) = &lt;b, x&gt; with b and x standard Gaussian, and label noise.</summary>
public sealed class LinearTeacher : ITeacher
{
    private readonly LinearTeacherOptions _options;
    private readonly Matrix<double> _coefficients;

    /// <summary>Draws b.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="stream">Where b is drawn from.</param>
    public LinearTeacher(LinearTeacherOptions options, RandomStream stream)
    {
        _options = options;
        Inputs = new StandardGaussian(options.Dimension);
        _coefficients = Inputs.Draw(1, stream).Transpose();
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs) => inputs * _coefficients;

    /// <inheritdoc/>
    public Matrix<double> Label(Matrix<double> inputs, RandomStream noise) => Target(inputs).Map(value => value + (_options.Noise * noise.NextGaussian()));
}

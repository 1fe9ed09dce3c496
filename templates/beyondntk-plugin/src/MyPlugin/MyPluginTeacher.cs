using System.ComponentModel.DataAnnotations;
using MathNet.Numerics.LinearAlgebra;

namespace MyPlugin;

/// <summary>Options of the teacher "my-plugin".</summary>
public sealed class MyPluginTeacherOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(1, 10_000)]
    public int Dimension { get; init; } = 8;
}

/// <summary>f*(x) = (&lt;w, x&gt;^2 - 1) / sqrt(2) on x ~ N(0, I_d), for a random unit vector w. Its mean is 0 and its variance 1.</summary>
public sealed class MyPluginTeacher : ITeacher, IReferenceLevels
{
    private readonly Matrix<double> _direction;

    /// <summary>Draws the direction w.</summary>
    public MyPluginTeacher(MyPluginTeacherOptions options, RandomStream stream)
    {
        Inputs = new StandardGaussian(options.Dimension);
        var direction = Inputs.Draw(1, stream).Transpose();
        _direction = direction / direction.FrobeniusNorm();
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new(Quantities.PopulationLoss, "variance", 1)];

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs) => (inputs * _direction).Map(z => ((z * z) - 1) / Math.Sqrt(2));
}

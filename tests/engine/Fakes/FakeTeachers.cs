using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Tests;

internal sealed class PlainTeacherOptions
{
    [Range(1, 50)]
    public int Dimension { get; init; } = 3;
}

internal class PlainTeacher(PlainTeacherOptions options, RandomStream stream) : ITeacher
{
    public double Draw { get; } = stream.NextGaussian();

    public InputLaw Inputs { get; } = new StandardGaussian(options.Dimension);

    public Matrix<double> Target(Matrix<double> inputs) => inputs.RowSums().ToColumnMatrix();
}

internal sealed class NetworkTeacher(PlainTeacherOptions options, RandomStream stream) : PlainTeacher(options, stream), ITwoLayerTeacher, IReferenceLevels
{
    public Neurons Neurons => throw new NotSupportedException();

    public IReadOnlyList<ReferenceLevel> ReferenceLevels { get; } = [new("value", "level", 0.5)];
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TestPlugins;

/// <summary>The part that each plugin has: small, but with MathNet's types in its signatures.</summary>
public class FixedTeacher : ITeacher
{
    public InputLaw Inputs { get; } = new StandardGaussian(2);

    public Matrix<double> Target(Matrix<double> inputs) => inputs.RowSums().ToColumnMatrix();
}

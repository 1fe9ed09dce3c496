using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SmoothConcepts;

/// <summary>Inputs of length 1 whose last coordinate is 1/2, the others uniform: the assumption of the theory of Allen-Zhu, Li and Liang (2019), where it stands for a bias of the target.</summary>
/// <param name="dimension">d, at least 2.</param>
public sealed class AnchoredSphere(int dimension) : InputLaw(dimension)
{
    private readonly UnitSphere _others = new(dimension - 1);

    /// <inheritdoc/>
    public override Matrix<double> Draw(int count, RandomStream stream) => (Math.Sqrt(0.75) * _others.Draw(count, stream)).Append(Matrix<double>.Build.Dense(count, 1, 0.5));
}

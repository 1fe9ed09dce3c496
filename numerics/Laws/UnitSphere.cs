using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Laws;

/// <summary>
/// The uniform law on the unit sphere of R^d. A Gaussian vector is its length times such a direction, independent of each other, so that
/// E g(x) = E g(z) / d for z ~ N(0, I) and every g that is homogeneous of degree 2: closed forms of ReLU networks carry over.
/// </summary>
/// <param name="dimension">The dimension d.</param>
public sealed class UnitSphere(int dimension) : InputLaw(dimension)
{
    private readonly StandardGaussian _gaussian = new(dimension);

    /// <inheritdoc/>
    public override Matrix<double> Draw(int count, RandomStream stream) => _gaussian.Draw(count, stream).NormalizeRows(2);
}

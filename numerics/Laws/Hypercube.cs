using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Laws;

/// <summary>The uniform law on the corners {-1/sqrt(d), 1/sqrt(d)}^d of a cube, which lie on the unit sphere.</summary>
/// <param name="dimension">The dimension d.</param>
public sealed class Hypercube(int dimension) : InputLaw(dimension), IFiniteLaw
{
    private readonly double _entry = 1 / Math.Sqrt(dimension);

    /// <inheritdoc/>
    public double Count => Math.Pow(2, Dimension);

    /// <inheritdoc/>
    public override Matrix<double> Draw(int count, RandomStream stream)
    {
        var inputs = Matrix<double>.Build.Dense(count, Dimension);
        for (var n = 0; n < count; n++)
        {
            for (var k = 0; k < Dimension; k++)
            {
                inputs[n, k] = stream.NextDouble() < 0.5 ? -_entry : _entry;
            }
        }

        return inputs;
    }

    /// <summary>All corners, 2^d x d: the k-th bit of a row's number is the sign of its k-th coordinate.</summary>
    public Matrix<double> Inputs() => Matrix<double>.Build.Dense(checked((int)Count), Dimension, (n, k) => (n >> k & 1) == 0 ? -_entry : _entry);
}

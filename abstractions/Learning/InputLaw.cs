using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Learning;

/// <summary>A probability law of inputs.</summary>
/// <param name="dimension">The dimension d.</param>
public abstract class InputLaw(int dimension)
{
    /// <summary>The dimension d.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>Draws inputs, one after the other: a larger sample begins with the smaller one.</summary>
    /// <param name="count">The number N of inputs.</param>
    /// <param name="stream">Where the randomness comes from.</param>
    /// <returns>N x d.</returns>
    public abstract Matrix<double> Draw(int count, RandomStream stream);
}

/// <summary>The standard Gaussian law N(0, I_d). Closed forms exist for two-layer networks on it.</summary>
/// <param name="dimension">The dimension d.</param>
public sealed class StandardGaussian(int dimension) : InputLaw(dimension)
{
    /// <inheritdoc/>
    public override Matrix<double> Draw(int count, RandomStream stream)
    {
        var inputs = Matrix<double>.Build.Dense(count, Dimension);
        for (var n = 0; n < count; n++)
        {
            for (var k = 0; k < Dimension; k++)
            {
                inputs[n, k] = stream.NextGaussian();
            }
        }

        return inputs;
    }
}

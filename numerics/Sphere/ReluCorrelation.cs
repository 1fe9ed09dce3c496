using BeyondNtk.Abstractions.Capabilities;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Sphere;

/// <summary>The function c(theta) = sum_n r_n act(&lt;theta, x_n&gt;) of a direction, for a positively homogeneous activation: what a neuron of that direction correlates with.</summary>
/// <param name="inputs">The x_n, N x d.</param>
/// <param name="weights">The r_n, of length N.</param>
/// <param name="activation">The activation.</param>
public sealed class ReluCorrelation(Matrix<double> inputs, Vector<double> weights, IActivation activation)
{
    private const int MostAscents = 500;

    /// <summary>c(theta).</summary>
    /// <param name="theta">Of length d.</param>
    public double Value(Vector<double> theta) => (inputs * theta).Map(activation.Value) * weights;

    /// <summary>A local maximum of |c| on the unit sphere: a lower bound of the largest.</summary>
    /// <remarks>
    /// c is homogeneous of degree 1 and, between kinks, linear: the gradient's own direction is the largest value of the linear piece, so that is gone
    /// towards, half as far when |c| does not rise.
    /// </remarks>
    /// <param name="start">A unit vector of length d.</param>
    /// <returns>c where the ascent ends.</returns>
    public double Ascend(Vector<double> start)
    {
        var (theta, value) = (start, Value(start));
        for (var (step, ascents) = (1.0, 0); ascents < MostAscents && step > 1e-9; ascents++)
        {
            var z = inputs * theta;
            var gradient = inputs.TransposeThisAndMultiply(weights.PointwiseMultiply(z.Map(activation.Derivative, Zeros.Include))) * Math.Sign(value);
            var norm = gradient.L2Norm();
            if (norm == 0)
            {
                break;
            }

            var next = (((1 - step) * theta) + (step * gradient / norm)).Normalize(2);
            var there = Value(next);
            if (Math.Abs(there) > Math.Abs(value) * (1 + 1e-12))
            {
                (theta, value, step) = (next, there, Math.Min(1, 2 * step));
            }
            else
            {
                step /= 2;
            }
        }

        return value;
    }
}

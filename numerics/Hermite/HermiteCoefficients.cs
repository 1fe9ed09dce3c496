using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.Numerics.Hermite;

/// <summary>
/// Coefficients of activations in the Hermite polynomials that are orthonormal under N(0, 1), in closed form
/// (Li, Ma and Zhang 2020, equation 4).
/// </summary>
public static class HermiteCoefficients
{
    /// <summary>The coefficient of order k of an activation, E act(z) h_k(z).</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="order">The order k, at least 0.</param>
    public static double Compute(HomogeneousActivation activation, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        return order % 2 == 0 ? activation.Even * Abs(order) : order == 1 ? activation.Odd : 0;
    }

    /// <summary>The square of |z|'s coefficient: 2/pi, 0, 1/pi, 0, 1/(12 pi), ... The squares sum to E z^2 = 1.</summary>
    /// <param name="order">The order k, at least 0.</param>
    public static double AbsSquared(int order)
    {
        var coefficient = Abs(order);
        return coefficient * coefficient;
    }

    // |z| has E|z| h_0 = sqrt(2/pi), E|z| h_2 = 1/sqrt(pi), and from order k to k + 2 the factor -(k - 1) / sqrt((k + 1)(k + 2)).
    private static double Abs(int order)
    {
        if (order % 2 == 1)
        {
            return 0;
        }

        var coefficient = Math.Sqrt(2 / Math.PI);
        for (var k = 0; k < order; k += 2)
        {
            coefficient *= -(k - 1) / Math.Sqrt((k + 1.0) * (k + 2.0));
        }

        return coefficient;
    }
}

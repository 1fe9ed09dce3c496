namespace BeyondNtk.Numerics.Hermite;

/// <summary>The Hermite polynomials h_k that are orthonormal under N(0, 1).</summary>
public static class HermitePolynomials
{
    /// <summary>The coefficients of h_k in powers of z, by sqrt(k + 1) h_{k+1} = z h_k - sqrt(k) h_{k-1}.</summary>
    /// <param name="order">The order k, at least 0.</param>
    /// <returns>Those of z^0, z^1, ..., z^k, of length k + 1.</returns>
    public static double[] Coefficients(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        double[] previous = [], current = [1];
        for (var k = 0; k < order; k++)
        {
            var next = new double[k + 2];
            for (var power = 0; power < current.Length; power++)
            {
                next[power + 1] += current[power] / Math.Sqrt(k + 1);
            }

            for (var power = 0; power < previous.Length; power++)
            {
                next[power] -= Math.Sqrt(k) * previous[power] / Math.Sqrt(k + 1);
            }

            (previous, current) = (current, next);
        }

        return current;
    }
}

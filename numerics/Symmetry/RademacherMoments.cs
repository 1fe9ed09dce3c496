namespace BeyondNtk.Numerics.Symmetry;

/// <summary>
/// The even moments m_k = E (sum_i s_i z_i)^k of a sum with random signs, each s_i independently 1 or -1; the odd ones vanish. They follow from the
/// power sums sum_i z_i^2n, without enumerating the signs: m_k = sum over even j of C(k-1, j-1) kappa_j m_{k-j}, where the cumulant kappa_2n of the
/// sum is that of one sign times the power sum, because cumulants of independent numbers add.
/// </summary>
/// <remarks>
/// The cumulants alternate in sign and grow, so digits cancel as k grows; hence the largest order. Against the product of the series of
/// cosh(z_i t), of which all terms are positive, the worst relative error of 8000 random sums of 1 to 30 terms, many with one large term, was
/// 5e-15 at order 4, 4e-13 at order 8, 9e-12 at order 10 and 4e-10 at order 12.
/// </remarks>
public static class RademacherMoments
{
    /// <summary>The highest order k.</summary>
    public const int MaxOrder = 12;

    // kappa_2n of one sign, n = 1, 2, ...: log cosh t = sum_n kappa_2n t^2n / (2n)!.
    private static readonly double[] Cumulants = [1, -2, 16, -272, 7936, -353792];

    // C(k-1, 2n-1) kappa_2n for k = 2, 4, ... in rows, n = 1, ..., k/2.
    private static readonly double[][] Recurrence =
    [
        .. Enumerable.Range(1, MaxOrder / 2).Select(half =>
            Enumerable.Range(1, half).Select(n => Binomial((2 * half) - 1, (2 * n) - 1) * Cumulants[n - 1]).ToArray()),
    ];

    /// <summary>The moments of a sum.</summary>
    /// <param name="powerSums">sum_i z_i^2n for n = 1, ..., K/2, of length K/2.</param>
    /// <param name="moments">Receives m_0, m_2, ..., m_K, of length K/2 + 1.</param>
    public static void FromPowerSums(ReadOnlySpan<double> powerSums, Span<double> moments)
    {
        moments[0] = 1;
        for (var half = 1; half <= powerSums.Length; half++)
        {
            var factors = Recurrence[half - 1];
            var moment = 0.0;
            for (var n = 1; n <= half; n++)
            {
                moment += factors[n - 1] * powerSums[n - 1] * moments[half - n];
            }

            moments[half] = moment;
        }
    }

    /// <summary>The factor in dm_k / d(sum_i z_i^j) = factor * m_{k-j}, for even j up to k; it is C(k, j) kappa_j of one sign.</summary>
    /// <remarks>
    /// The generating function E exp(t sum_i s_i z_i) is exp(sum_j kappa_j t^j / j!). Its derivative with respect to one kappa_j is itself times
    /// t^j / j!; the coefficient of t^k / k! of that is C(k, j) m_{k-j}. So a gradient needs only the moments.
    /// </remarks>
    /// <param name="moment">The order k, even.</param>
    /// <param name="power">The power j, even, from 2 to k.</param>
    public static double Slope(int moment, int power) => Binomial(moment, power) * Cumulants[(power / 2) - 1];

    private static double Binomial(int n, int k)
    {
        var product = 1.0;
        for (var i = 1; i <= k; i++)
        {
            product = product * (n - k + i) / i;
        }

        return product;
    }
}

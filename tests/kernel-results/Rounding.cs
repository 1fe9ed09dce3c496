namespace BeyondNtk.KernelResults;

/// <summary>What the bounds are made of.</summary>
internal static class Rounding
{
    /// <summary>The unit roundoff of double precision.</summary>
    public static readonly double Double = Math.Pow(2, -53);

    /// <summary>The unit roundoff of single precision.</summary>
    public static readonly double Single = Math.Pow(2, -24);

    /// <summary>
    /// Sum of |a_k||b_k|. An inner product of k terms is off by at most k times the unit roundoff times this, in any order.
    /// </summary>
    public static double Magnitude(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
        {
            sum += Math.Abs(a[k] * b[k]);
        }

        return sum;
    }
}

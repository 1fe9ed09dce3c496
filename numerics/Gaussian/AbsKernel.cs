namespace BeyondNtk.Numerics.Gaussian;

/// <summary>The closed form E|&lt;u, x&gt;||&lt;v, x&gt;| for x ~ N(0, I) (Li, Ma and Zhang 2020, the sum of equation 4's series).</summary>
public static class AbsKernel
{
    /// <summary>E|&lt;u, x&gt;||&lt;v, x&gt;| for unit vectors: (2/pi)(sqrt(1 - r^2) + r asin r).</summary>
    /// <param name="cosine">Their cosine r; rounding may have carried it past 1.</param>
    public static double Value(double cosine)
    {
        var r = Math.Clamp(cosine, -1, 1);
        return 2 / Math.PI * (Math.Sqrt((1 - r) * (1 + r)) + (r * Math.Asin(r)));
    }
}

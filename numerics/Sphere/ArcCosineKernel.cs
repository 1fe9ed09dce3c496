namespace BeyondNtk.Numerics.Sphere;

/// <summary>The arc-cosine kernel of order 1 on the unit sphere, E relu(&lt;w, u&gt;) relu(&lt;w, v&gt;) = h / (2 pi d) for w uniform on it (Cho and Saul 2009).</summary>
public static class ArcCosineKernel
{
    /// <summary>h(t) = sin t + (pi - t) cos t.</summary>
    /// <param name="angle">The angle t between u and v, in [0, pi].</param>
    public static double Shape(double angle) => Math.Sin(angle) + ((Math.PI - angle) * Math.Cos(angle));

    /// <summary>The kernel.</summary>
    /// <param name="angle">The angle between u and v, in [0, pi].</param>
    /// <param name="dimension">d.</param>
    public static double Value(double angle, int dimension) => Shape(angle) / (2 * Math.PI * dimension);
}

namespace BeyondNtk.NtkBaseline;

/// <summary>
/// The tangent kernel of f(x) = (1/sqrt M) sum_i a_i relu(&lt;w_i, x&gt;), a_i ~ N(0, 1), w_i ~ N(0, I), as M grows
/// (Jacot, Gabriel and Hongler 2018; the expectations are those of Cho and Saul 2009).
/// </summary>
internal static class NtkKernel
{
    /// <summary>
    /// With t the angle between x and z: the output layer contributes E relu relu = ||x|| ||z|| (sin t + (pi - t) cos t) / (2 pi), the first
    /// layer &lt;x, z&gt; P(both active) = &lt;x, z&gt; (pi - t) / (2 pi).
    /// </summary>
    /// <param name="layers">Which layers train.</param>
    /// <param name="inner">&lt;x, z&gt;.</param>
    /// <param name="norms">||x|| ||z||.</param>
    public static double Value(Layers layers, double inner, double norms)
    {
        if (norms == 0)
        {
            return 0;
        }

        var cosine = Math.Clamp(inner / norms, -1, 1);
        var complement = Math.PI - Math.Acos(cosine);
        var first = inner * complement;
        var output = (norms * Math.Sqrt((1 - cosine) * (1 + cosine))) + first;
        return (layers switch
        {
            Layers.First => first,
            Layers.Output => output,
            _ => first + output,
        }) / (2 * Math.PI);
    }
}

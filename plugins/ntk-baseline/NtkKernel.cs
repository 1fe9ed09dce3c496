using System.Numerics.Tensors;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.NtkBaseline;

/// <summary>
/// The tangent kernel of f(x) = (1/sqrt M) sum_i a_i relu(&lt;w_i, x&gt;), a_i ~ N(0, 1), w_i ~ N(0, I), as M grows
/// (Jacot, Gabriel and Hongler 2018; the expectations are those of Cho and Saul 2009).
/// </summary>
internal static class NtkKernel
{
    /// <summary>The kernel at one point x and many z.</summary>
    /// <remarks>
    /// With t the angle between x and z: the output layer contributes E relu relu = ||x|| ||z|| (sin t + (pi - t) cos t) / (2 pi), the first
    /// layer &lt;x, z&gt; P(both active) = &lt;x, z&gt; (pi - t) / (2 pi), and pi - t = pi/2 + asin(cos t).
    /// </remarks>
    /// <param name="layers">Which layers train.</param>
    /// <param name="norm">||x||.</param>
    /// <param name="norms">The ||z||.</param>
    /// <param name="values">The cosines cos t; overwritten with the kernel's values.</param>
    /// <param name="scratch">Room for twice as many numbers.</param>
    public static void Evaluate(Layers layers, double norm, ReadOnlySpan<double> norms, Span<double> values, Span<double> scratch)
    {
        var angles = scratch[..values.Length];
        var sines = scratch.Slice(values.Length, values.Length);
        VectorMath.Angles(values, angles, sines);
        TensorPrimitives.Add(angles, Math.PI / 2, angles);
        TensorPrimitives.Multiply(values, angles, values);
        switch (layers)
        {
            case Layers.Both:
                TensorPrimitives.MultiplyAdd(values, 2, sines, values);
                break;
            case Layers.Output:
                TensorPrimitives.Add(values, sines, values);
                break;
        }

        TensorPrimitives.Multiply(values, norms, values);
        TensorPrimitives.Multiply(values, norm / (2 * Math.PI), values);
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Numerics;

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
    /// layer &lt;x, z&gt; P(both active) = &lt;x, z&gt; (pi - t) / (2 pi), and pi - t = pi/2 + asin(cos t). A pass over the row computes each of them.
    /// </remarks>
    /// <param name="layers">Which layers train.</param>
    /// <param name="norm">||x||.</param>
    /// <param name="norms">The ||z||.</param>
    /// <param name="values">The inner products &lt;x, z&gt;; overwritten with the kernel's values.</param>
    /// <param name="scratch">Room for three times as many numbers.</param>
    public static void Evaluate(Layers layers, double norm, ReadOnlySpan<double> norms, Span<double> values, Span<double> scratch)
    {
        var products = scratch[..values.Length];
        var cosines = scratch.Slice(values.Length, values.Length);
        var sines = scratch.Slice(2 * values.Length, values.Length);

        // A zero vector has no angle, and the kernel 0 with everything: the least positive number in place of its norm makes it so.
        TensorPrimitives.Multiply(norms, norm, products);
        TensorPrimitives.Max(products, double.Epsilon, products);
        TensorPrimitives.Divide(values, products, cosines);
        TensorPrimitives.Clamp(cosines, -1, 1, cosines);

        // ||x|| ||z|| sin t, by (1 - cos t)(1 + cos t), which does not cancel near 1.
        TensorPrimitives.Subtract(1, cosines, sines);
        TensorPrimitives.MultiplyAdd(sines, cosines, sines, sines);
        TensorPrimitives.Sqrt(sines, sines);
        TensorPrimitives.Multiply(sines, products, sines);

        VectorMath.Asin(cosines, cosines);
        TensorPrimitives.Add(cosines, Math.PI / 2, cosines);
        TensorPrimitives.Multiply(values, cosines, values);
        switch (layers)
        {
            case Layers.Both:
                TensorPrimitives.MultiplyAdd(values, 2, sines, values);
                break;
            case Layers.Output:
                TensorPrimitives.Add(values, sines, values);
                break;
        }

        TensorPrimitives.Multiply(values, 1 / (2 * Math.PI), values);
    }
}

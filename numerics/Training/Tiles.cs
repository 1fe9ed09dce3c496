using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics;

/// <summary>
/// The two innermost loops of training, each over a tile of six neurons whose sums stay in registers. They hold nearly all of a step's
/// arithmetic: 2 d multiply-adds a neuron and example.
/// </summary>
internal static unsafe class Tiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Neurons in a tile: six times four vectors of sums, four inputs and one weight fill the 32 vector registers.</summary>
    public const int Neurons = 6;

    private static int Lanes => Vector512<T>.Count;

    /// <summary>
    /// Pre-activations z = &lt;w_i, x&gt; of six neurons at one block of examples; and f += c_i |z|, which costs nothing extra to load here.
    /// </summary>
    /// <param name="weights">d x 6.</param>
    /// <param name="masses">The six c_i.</param>
    /// <param name="inputs">d x block.</param>
    /// <param name="dimension">d.</param>
    /// <param name="z">Receives 6 x block.</param>
    /// <param name="f">The block's sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(T* weights, T* masses, T* inputs, int dimension, T* z, T* f)
    {
        Vector512<T> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<T> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<T> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<T> d0 = default, d1 = default, d2 = default, d3 = default;
        Vector512<T> e0 = default, e1 = default, e2 = default, e3 = default;
        Vector512<T> g0 = default, g1 = default, g2 = default, g3 = default;
        for (var k = 0; k < dimension; k++)
        {
            var x0 = Vector512.Load(inputs);
            var x1 = Vector512.Load(inputs + Lanes);
            var x2 = Vector512.Load(inputs + (2 * Lanes));
            var x3 = Vector512.Load(inputs + (3 * Lanes));
            var w = Vector512.Create(weights[0]);
            a0 = Fma(w, x0, a0);
            a1 = Fma(w, x1, a1);
            a2 = Fma(w, x2, a2);
            a3 = Fma(w, x3, a3);
            w = Vector512.Create(weights[1]);
            b0 = Fma(w, x0, b0);
            b1 = Fma(w, x1, b1);
            b2 = Fma(w, x2, b2);
            b3 = Fma(w, x3, b3);
            w = Vector512.Create(weights[2]);
            c0 = Fma(w, x0, c0);
            c1 = Fma(w, x1, c1);
            c2 = Fma(w, x2, c2);
            c3 = Fma(w, x3, c3);
            w = Vector512.Create(weights[3]);
            d0 = Fma(w, x0, d0);
            d1 = Fma(w, x1, d1);
            d2 = Fma(w, x2, d2);
            d3 = Fma(w, x3, d3);
            w = Vector512.Create(weights[4]);
            e0 = Fma(w, x0, e0);
            e1 = Fma(w, x1, e1);
            e2 = Fma(w, x2, e2);
            e3 = Fma(w, x3, e3);
            w = Vector512.Create(weights[5]);
            g0 = Fma(w, x0, g0);
            g1 = Fma(w, x1, g1);
            g2 = Fma(w, x2, g2);
            g3 = Fma(w, x3, g3);
            weights += Neurons;
            inputs += 4 * Lanes;
        }

        Finish(masses[0], z, f, a0, a1, a2, a3);
        Finish(masses[1], z + (4 * Lanes), f, b0, b1, b2, b3);
        Finish(masses[2], z + (8 * Lanes), f, c0, c1, c2, c3);
        Finish(masses[3], z + (12 * Lanes), f, d0, d1, d2, d3);
        Finish(masses[4], z + (16 * Lanes), f, e0, e1, e2, e3);
        Finish(masses[5], z + (20 * Lanes), f, g0, g1, g2, g3);
    }

    /// <summary>The field of six neurons over one block, sums += slopes times inputs, for two vectors of features.</summary>
    /// <param name="slopes">loss'(f) sign(z), 6 x block.</param>
    /// <param name="inputs">block x stride, from the first of the features.</param>
    /// <param name="stride">The length of an example's row.</param>
    /// <param name="block">The number of examples of a block.</param>
    /// <param name="sums">6 x stride, from the first of the features.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(T* slopes, T* inputs, int stride, int block, T* sums)
    {
        var a0 = Vector512.Load(sums);
        var a1 = Vector512.Load(sums + Lanes);
        var b0 = Vector512.Load(sums + stride);
        var b1 = Vector512.Load(sums + stride + Lanes);
        var c0 = Vector512.Load(sums + (2 * stride));
        var c1 = Vector512.Load(sums + (2 * stride) + Lanes);
        var d0 = Vector512.Load(sums + (3 * stride));
        var d1 = Vector512.Load(sums + (3 * stride) + Lanes);
        var e0 = Vector512.Load(sums + (4 * stride));
        var e1 = Vector512.Load(sums + (4 * stride) + Lanes);
        var g0 = Vector512.Load(sums + (5 * stride));
        var g1 = Vector512.Load(sums + (5 * stride) + Lanes);
        for (var n = 0; n < block; n++)
        {
            var x0 = Vector512.Load(inputs);
            var x1 = Vector512.Load(inputs + Lanes);
            var s = Vector512.Create(slopes[0]);
            a0 = Fma(s, x0, a0);
            a1 = Fma(s, x1, a1);
            s = Vector512.Create(slopes[4 * Lanes]);
            b0 = Fma(s, x0, b0);
            b1 = Fma(s, x1, b1);
            s = Vector512.Create(slopes[8 * Lanes]);
            c0 = Fma(s, x0, c0);
            c1 = Fma(s, x1, c1);
            s = Vector512.Create(slopes[12 * Lanes]);
            d0 = Fma(s, x0, d0);
            d1 = Fma(s, x1, d1);
            s = Vector512.Create(slopes[16 * Lanes]);
            e0 = Fma(s, x0, e0);
            e1 = Fma(s, x1, e1);
            s = Vector512.Create(slopes[20 * Lanes]);
            g0 = Fma(s, x0, g0);
            g1 = Fma(s, x1, g1);
            slopes++;
            inputs += stride;
        }

        a0.Store(sums);
        a1.Store(sums + Lanes);
        b0.Store(sums + stride);
        b1.Store(sums + stride + Lanes);
        c0.Store(sums + (2 * stride));
        c1.Store(sums + (2 * stride) + Lanes);
        d0.Store(sums + (3 * stride));
        d1.Store(sums + (3 * stride) + Lanes);
        e0.Store(sums + (4 * stride));
        e1.Store(sums + (4 * stride) + Lanes);
        g0.Store(sums + (5 * stride));
        g1.Store(sums + (5 * stride) + Lanes);
    }

    /// <summary>a b + c; the branch is decided when the code is compiled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        => typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(T mass, T* z, T* f, Vector512<T> z0, Vector512<T> z1, Vector512<T> z2, Vector512<T> z3)
    {
        z0.Store(z);
        z1.Store(z + Lanes);
        z2.Store(z + (2 * Lanes));
        z3.Store(z + (3 * Lanes));
        var c = Vector512.Create(mass);
        Fma(c, Vector512.Abs(z0), Vector512.Load(f)).Store(f);
        Fma(c, Vector512.Abs(z1), Vector512.Load(f + Lanes)).Store(f + Lanes);
        Fma(c, Vector512.Abs(z2), Vector512.Load(f + (2 * Lanes))).Store(f + (2 * Lanes));
        Fma(c, Vector512.Abs(z3), Vector512.Load(f + (3 * Lanes))).Store(f + (3 * Lanes));
    }
}

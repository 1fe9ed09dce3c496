using System.Runtime.CompilerServices;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>The inverse sine on vectors.</summary>
/// <remarks>
/// For |x| &lt;= 1/2: asin x = x + x z P(z) with z = x^2 and P the Chebyshev fit of degree 12 to (asin(x)/x - 1)/z on [0, 1/4], off by less than
/// 4e-18 relative to asin. Above: asin x = pi/2 - 2 asin(sqrt((1 - x)/2)), whose argument is again at most 1/2, with 1 - x exact.
/// </remarks>
internal static unsafe class InverseSine<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    // pi/2 in two parts: the first is rounded, the second is the remainder.
    private const double HalfPi = Math.PI / 2;
    private const double HalfPiRest = 6.123233995736766e-17;

    // Highest power first.
    private static ReadOnlySpan<double> Coefficients =>
    [
        0.028757851367421566,
        -0.014851887071247204,
        0.01740087944269402,
        0.005457506718640358,
        0.01032281435018578,
        0.011479177415184906,
        0.013971212973552933,
        0.017352392720869973,
        0.02237217294214989,
        0.030381944138531247,
        0.04464285714635543,
        0.07499999999998433,
        0.16666666666666669,
    ];

    public static void Evaluate(ReadOnlySpan<double> x, Span<double> result)
    {
        var lanes = TLanes.Count;
        fixed (double* source = x, target = result)
        {
            var n = 0;
            for (; n + lanes <= x.Length; n += lanes)
            {
                Evaluate(TLanes.Load(source + n)).Store(target + n);
            }

            if (n < x.Length)
            {
                var rest = stackalloc double[lanes];
                new Span<double>(rest, lanes).Clear();
                x[n..].CopyTo(new Span<double>(rest, lanes));
                Evaluate(TLanes.Load(rest)).Store(rest);
                new Span<double>(rest, x.Length - n).CopyTo(result[n..]);
            }
        }
    }

    public static void Evaluate(ReadOnlySpan<double> cosines, Span<double> asin, Span<double> sines)
    {
        var lanes = TLanes.Count;
        fixed (double* source = cosines, first = asin, second = sines)
        {
            var n = 0;
            for (; n + lanes <= cosines.Length; n += lanes)
            {
                Evaluate(source + n, first + n, second + n);
            }

            if (n < cosines.Length)
            {
                var rest = stackalloc double[2 * lanes];
                new Span<double>(rest, 2 * lanes).Clear();
                cosines[n..].CopyTo(new Span<double>(rest, lanes));
                Evaluate(rest, rest, rest + lanes);
                new Span<double>(rest, cosines.Length - n).CopyTo(asin[n..]);
                new Span<double>(rest + lanes, cosines.Length - n).CopyTo(sines[n..]);
            }
        }
    }

    /// <summary>The inverse sines of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Evaluate(TLanes x)
    {
        var (half, one) = (TLanes.Broadcast(0.5), TLanes.Broadcast(1));

        // If an operand of a minimum or maximum is NaN, x86 returns the second operand.
        var magnitude = TLanes.Min(one, TLanes.Abs(x));
        if (!TLanes.AnyGreater(magnitude, half))
        {
            // Directions in many dimensions are nearly orthogonal: most vectors end here, without a square root.
            return TLanes.FlipSign(NearZero(magnitude, magnitude * magnitude), x);
        }

        var square = TLanes.WhereGreater(magnitude, half, (one - magnitude) * half, magnitude * magnitude);
        var sine = NearZero(TLanes.WhereGreater(magnitude, half, TLanes.Sqrt(square), magnitude), square);
        var beyond = TLanes.Broadcast(HalfPi) - ((sine + sine) - TLanes.Broadcast(HalfPiRest));
        return TLanes.FlipSign(TLanes.WhereGreater(magnitude, half, beyond, sine), x);
    }

    private static void Evaluate(double* cosines, double* asin, double* sines)
    {
        var one = TLanes.Broadcast(1);
        var r = TLanes.Max(TLanes.Broadcast(-1), TLanes.Min(one, TLanes.Load(cosines)));
        Evaluate(r).Store(asin);
        TLanes.Sqrt((one - r) * (one + r)).Store(sines);
    }

    // x + x z P(z), z = x^2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes NearZero(TLanes x, TLanes square)
    {
        var sum = TLanes.Broadcast(Coefficients[0]);
        for (var k = 1; k < Coefficients.Length; k++)
        {
            sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(Coefficients[k]));
        }

        return TLanes.MultiplyAdd(x * square, sum, x);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace BeyondNtk.Benchmarks;

/// <summary>
/// Independent chains of multiply-adds held in registers: no memory, no dependence between neighbours, so that only the arithmetic units limit them.
/// </summary>
/// <remarks>
/// A unit takes up to four cycles for a result and begins a new one in each, so two units need eight chains. Vectors of 512 bits come with 32
/// registers, which sixteen chains and two operands leave half empty; the others may come with 16 only, which twelve chains do not overfill.
/// </remarks>
internal static class MultiplyAdds<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Operations in one round of all chains, a multiply-add counting as two.</summary>
    public static int OperationsInRound => 2 * Chains * Machine.VectorBits / 8 / Unsafe.SizeOf<T>();

    private static int Chains => Machine.VectorBits == 512 ? 16 : 12;

    /// <summary>Runs rounds of multiply-adds.</summary>
    public static T Run(long rounds)
    {
        // Every chain tends to summand / (1 - factor) = 1: no overflow, no subnormal numbers.
        var (factor, summand) = (T.CreateChecked(0.75), T.CreateChecked(0.25));
        return Machine.VectorBits switch
        {
            512 => Run512(rounds, factor, summand),
            256 => Run256(rounds, factor, summand),
            _ => Run128(rounds, factor, summand),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Run512(long rounds, T factor, T summand)
    {
        var (x, y) = (Vector512.Create(factor), Vector512.Create(summand));
        Vector512<T> a0 = y, a1 = y, a2 = y, a3 = y;
        Vector512<T> a4 = y, a5 = y, a6 = y, a7 = y;
        Vector512<T> a8 = y, a9 = y, a10 = y, a11 = y;
        Vector512<T> a12 = y, a13 = y, a14 = y, a15 = y;
        for (var round = 0L; round < rounds; round++)
        {
            a0 = Fma(a0, x, y);
            a1 = Fma(a1, x, y);
            a2 = Fma(a2, x, y);
            a3 = Fma(a3, x, y);
            a4 = Fma(a4, x, y);
            a5 = Fma(a5, x, y);
            a6 = Fma(a6, x, y);
            a7 = Fma(a7, x, y);
            a8 = Fma(a8, x, y);
            a9 = Fma(a9, x, y);
            a10 = Fma(a10, x, y);
            a11 = Fma(a11, x, y);
            a12 = Fma(a12, x, y);
            a13 = Fma(a13, x, y);
            a14 = Fma(a14, x, y);
            a15 = Fma(a15, x, y);
        }

        return Vector512.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Run256(long rounds, T factor, T summand)
    {
        var (x, y) = (Vector256.Create(factor), Vector256.Create(summand));
        Vector256<T> a0 = y, a1 = y, a2 = y, a3 = y;
        Vector256<T> a4 = y, a5 = y, a6 = y, a7 = y;
        Vector256<T> a8 = y, a9 = y, a10 = y, a11 = y;
        for (var round = 0L; round < rounds; round++)
        {
            a0 = Fma(a0, x, y);
            a1 = Fma(a1, x, y);
            a2 = Fma(a2, x, y);
            a3 = Fma(a3, x, y);
            a4 = Fma(a4, x, y);
            a5 = Fma(a5, x, y);
            a6 = Fma(a6, x, y);
            a7 = Fma(a7, x, y);
            a8 = Fma(a8, x, y);
            a9 = Fma(a9, x, y);
            a10 = Fma(a10, x, y);
            a11 = Fma(a11, x, y);
        }

        return Vector256.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Run128(long rounds, T factor, T summand)
    {
        var (x, y) = (Vector128.Create(factor), Vector128.Create(summand));
        Vector128<T> a0 = y, a1 = y, a2 = y, a3 = y;
        Vector128<T> a4 = y, a5 = y, a6 = y, a7 = y;
        Vector128<T> a8 = y, a9 = y, a10 = y, a11 = y;
        for (var round = 0L; round < rounds; round++)
        {
            a0 = Fma(a0, x, y);
            a1 = Fma(a1, x, y);
            a2 = Fma(a2, x, y);
            a3 = Fma(a3, x, y);
            a4 = Fma(a4, x, y);
            a5 = Fma(a5, x, y);
            a6 = Fma(a6, x, y);
            a7 = Fma(a7, x, y);
            a8 = Fma(a8, x, y);
            a9 = Fma(a9, x, y);
            a10 = Fma(a10, x, y);
            a11 = Fma(a11, x, y);
        }

        return Vector128.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma(Vector512<T> a, Vector512<T> b, Vector512<T> c)
        => typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma(Vector256<T> a, Vector256<T> b, Vector256<T> c)
        => typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Fma(Vector128<T> a, Vector128<T> b, Vector128<T> c)
        => typeof(T) == typeof(float)
            ? Vector128.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
            : Vector128.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace BeyondNtk.Numerics;

/// <summary>
/// The innermost loop of every dense product here: a tile of six rows by two vectors of columns whose twelve sums stay in registers.
/// </summary>
/// <remarks>
/// Each step loads two vectors and six scalars for twelve multiply-adds, which is less than two units for arithmetic take two ports for
/// loading to supply, and twelve independent sums outlast the latency of a multiply-add (4 cycles on each of 2 units). Twelve sums, two
/// operands and one scalar fit the 16 registers of processors without AVX-512.
/// </remarks>
internal static unsafe class RegisterTile<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a tile.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>C += A B, or C = A B: row i of C is the sum over t of a[i aRow + t aStep] times the columns at b[t bStep].</summary>
    /// <param name="a">Scalars, 6 x length.</param>
    /// <param name="aRow">From one row of A to the next.</param>
    /// <param name="aStep">From one term of a row's sum to the next.</param>
    /// <param name="b">Columns, length x 2 vectors.</param>
    /// <param name="bStep">From one row of B to the next.</param>
    /// <param name="length">The number of terms.</param>
    /// <param name="c">6 x 2 vectors.</param>
    /// <param name="cRow">From one row of C to the next.</param>
    /// <param name="add">True: C +=, false: C =.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* a, nint aRow, nint aStep, T* b, nint bStep, int length, T* c, nint cRow, bool add)
    {
        var lanes = TLanes.Count;
        TLanes s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default;
        TLanes s30 = default, s31 = default, s40 = default, s41 = default, s50 = default, s51 = default;
        if (add)
        {
            (s00, s01) = (TLanes.Load(c), TLanes.Load(c + lanes));
            (s10, s11) = (TLanes.Load(c + cRow), TLanes.Load(c + cRow + lanes));
            (s20, s21) = (TLanes.Load(c + (2 * cRow)), TLanes.Load(c + (2 * cRow) + lanes));
            (s30, s31) = (TLanes.Load(c + (3 * cRow)), TLanes.Load(c + (3 * cRow) + lanes));
            (s40, s41) = (TLanes.Load(c + (4 * cRow)), TLanes.Load(c + (4 * cRow) + lanes));
            (s50, s51) = (TLanes.Load(c + (5 * cRow)), TLanes.Load(c + (5 * cRow) + lanes));
        }

        T* a0 = a, a1 = a + aRow, a2 = a + (2 * aRow), a3 = a + (3 * aRow), a4 = a + (4 * aRow), a5 = a + (5 * aRow);
        var end = length * aStep;
        for (nint t = 0; t < end; t += aStep)
        {
            var b0 = TLanes.Load(b);
            var b1 = TLanes.Load(b + lanes);
            var scalar = TLanes.Broadcast(a0[t]);
            TLanes.AddProduct(ref s00, scalar, b0);
            TLanes.AddProduct(ref s01, scalar, b1);
            scalar = TLanes.Broadcast(a1[t]);
            TLanes.AddProduct(ref s10, scalar, b0);
            TLanes.AddProduct(ref s11, scalar, b1);
            scalar = TLanes.Broadcast(a2[t]);
            TLanes.AddProduct(ref s20, scalar, b0);
            TLanes.AddProduct(ref s21, scalar, b1);
            scalar = TLanes.Broadcast(a3[t]);
            TLanes.AddProduct(ref s30, scalar, b0);
            TLanes.AddProduct(ref s31, scalar, b1);
            scalar = TLanes.Broadcast(a4[t]);
            TLanes.AddProduct(ref s40, scalar, b0);
            TLanes.AddProduct(ref s41, scalar, b1);
            scalar = TLanes.Broadcast(a5[t]);
            TLanes.AddProduct(ref s50, scalar, b0);
            TLanes.AddProduct(ref s51, scalar, b1);
            b += bStep;
        }

        Store(c, s00, s01);
        Store(c + cRow, s10, s11);
        Store(c + (2 * cRow), s20, s21);
        Store(c + (3 * cRow), s30, s31);
        Store(c + (4 * cRow), s40, s41);
        Store(c + (5 * cRow), s50, s51);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* target, TLanes first, TLanes second)
    {
        first.Store(target);
        second.Store(target + TLanes.Count);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>
/// The innermost loop of every dense product here, the micro-kernel of BLIS (Van Zee and van de Geijn 2015): MR = 6 rows of scalars times one or
/// two panels of NR columns, which are two vectors, with all sums in registers.
/// </summary>
/// <remarks>
/// A step of two panels loads four vectors and six scalars for 24 multiply-adds, less than half of what two load ports supply in the time that
/// two arithmetic units need, even where two hardware threads share a core. Its 24 sums, four vectors and one scalar fit the 32 registers of
/// AVX-512 and of ARM. Where there are 16, only one panel's 12 sums, two vectors and one scalar fit. Either way there are enough independent
/// sums to outlast the latency of a multiply-add, 4 cycles on each of 2 units.
/// </remarks>
internal static unsafe class MicroKernel<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The number of rows of a tile.</summary>
    public const int MR = 6;

    /// <summary>The number of columns of a panel.</summary>
    public static int NR => 2 * TLanes.Count;

    /// <summary>C = A B or C += A B: row i of C is the sum over t of a[i aRowStride + t aColumnStride] times the columns at b[t NR].</summary>
    /// <param name="a">Scalars, MR x k.</param>
    /// <param name="aRowStride">The stride from one row of A to the next.</param>
    /// <param name="aColumnStride">The stride from one column of A, which is a term of the sums, to the next.</param>
    /// <param name="b">A panel, k x NR.</param>
    /// <param name="k">The number k of terms.</param>
    /// <param name="c">MR x NR.</param>
    /// <param name="cRowStride">The stride from one row of C to the next.</param>
    /// <param name="add">True: C +=, false: C =.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* a, nint aRowStride, nint aColumnStride, T* b, int k, T* c, nint cRowStride, bool add)
    {
        Sums one = default, two = default, three = default, four = default, five = default, six = default;
        if (add)
        {
            one.Load(c);
            two.Load(c + cRowStride);
            three.Load(c + (2 * cRowStride));
            four.Load(c + (3 * cRowStride));
            five.Load(c + (4 * cRowStride));
            six.Load(c + (5 * cRowStride));
        }

        T* a1 = a, a2 = a + aRowStride, a3 = a + (2 * aRowStride), a4 = a + (3 * aRowStride), a5 = a + (4 * aRowStride), a6 = a + (5 * aRowStride);
        var end = k * aColumnStride;
        for (nint t = 0; t < end; t += aColumnStride)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Count);
            one.Add(a1[t], left, right);
            two.Add(a2[t], left, right);
            three.Add(a3[t], left, right);
            four.Add(a4[t], left, right);
            five.Add(a5[t], left, right);
            six.Add(a6[t], left, right);
            b += 2 * TLanes.Count;
        }

        one.Store(c);
        two.Store(c + cRowStride);
        three.Store(c + (2 * cRowStride));
        four.Store(c + (3 * cRowStride));
        five.Store(c + (4 * cRowStride));
        six.Store(c + (5 * cRowStride));
    }

    /// <summary>The same for two panels.</summary>
    /// <param name="a">Scalars, MR x k.</param>
    /// <param name="aRowStride">The stride from one row of A to the next.</param>
    /// <param name="aColumnStride">The stride from one column of A, which is a term of the sums, to the next.</param>
    /// <param name="b">The first panel, k x NR; the second follows it.</param>
    /// <param name="k">The number k of terms.</param>
    /// <param name="c">MR x NR of the first panel.</param>
    /// <param name="cRowStride">The stride from one row of C to the next.</param>
    /// <param name="cPanelStride">The stride from the first panel's columns of C to the second's.</param>
    /// <param name="add">True: C +=, false: C =.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTwo(T* a, nint aRowStride, nint aColumnStride, T* b, int k, T* c, nint cRowStride, nint cPanelStride, bool add)
    {
        if (!TLanes.HasManyRegisters)
        {
            Multiply(a, aRowStride, aColumnStride, b, k, c, cRowStride, add);
            Multiply(a, aRowStride, aColumnStride, b + ((nint)k * NR), k, c + cPanelStride, cRowStride, add);
            return;
        }

        Sums one = default, two = default, three = default, four = default, five = default, six = default;
        Sums one2 = default, two2 = default, three2 = default, four2 = default, five2 = default, six2 = default;
        var d = c + cPanelStride;
        if (add)
        {
            one.Load(c);
            two.Load(c + cRowStride);
            three.Load(c + (2 * cRowStride));
            four.Load(c + (3 * cRowStride));
            five.Load(c + (4 * cRowStride));
            six.Load(c + (5 * cRowStride));
            one2.Load(d);
            two2.Load(d + cRowStride);
            three2.Load(d + (2 * cRowStride));
            four2.Load(d + (3 * cRowStride));
            five2.Load(d + (4 * cRowStride));
            six2.Load(d + (5 * cRowStride));
        }

        T* a1 = a, a2 = a + aRowStride, a3 = a + (2 * aRowStride), a4 = a + (3 * aRowStride), a5 = a + (4 * aRowStride), a6 = a + (5 * aRowStride);
        var second = (nint)k * NR;
        var end = k * aColumnStride;
        for (nint t = 0; t < end; t += aColumnStride)
        {
            var left = TLanes.Load(b);
            var right = TLanes.Load(b + TLanes.Count);
            var left2 = TLanes.Load(b + second);
            var right2 = TLanes.Load(b + second + TLanes.Count);
            Sums.Add(ref one, ref one2, a1[t], left, right, left2, right2);
            Sums.Add(ref two, ref two2, a2[t], left, right, left2, right2);
            Sums.Add(ref three, ref three2, a3[t], left, right, left2, right2);
            Sums.Add(ref four, ref four2, a4[t], left, right, left2, right2);
            Sums.Add(ref five, ref five2, a5[t], left, right, left2, right2);
            Sums.Add(ref six, ref six2, a6[t], left, right, left2, right2);
            b += 2 * TLanes.Count;
        }

        one.Store(c);
        two.Store(c + cRowStride);
        three.Store(c + (2 * cRowStride));
        four.Store(c + (3 * cRowStride));
        five.Store(c + (4 * cRowStride));
        six.Store(c + (5 * cRowStride));
        one2.Store(d);
        two2.Store(d + cRowStride);
        three2.Store(d + (2 * cRowStride));
        four2.Store(d + (3 * cRowStride));
        five2.Store(d + (4 * cRowStride));
        six2.Store(d + (5 * cRowStride));
    }

    // One row's sums over a panel. The compiler keeps each field in a register.
    private struct Sums
    {
        private TLanes _left;
        private TLanes _right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref Sums first, ref Sums second, T factor, TLanes left, TLanes right, TLanes left2, TLanes right2)
        {
            var scalar = TLanes.Broadcast(factor);
            TLanes.AddProduct(ref first._left, scalar, left);
            TLanes.AddProduct(ref first._right, scalar, right);
            TLanes.AddProduct(ref second._left, scalar, left2);
            TLanes.AddProduct(ref second._right, scalar, right2);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T factor, TLanes left, TLanes right)
        {
            var scalar = TLanes.Broadcast(factor);
            TLanes.AddProduct(ref _left, scalar, left);
            TLanes.AddProduct(ref _right, scalar, right);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Load(T* source)
        {
            _left = TLanes.Load(source);
            _right = TLanes.Load(source + TLanes.Count);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(T* target)
        {
            _left.Store(target);
            _right.Store(target + TLanes.Count);
        }
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>
/// The innermost loops of every dense product here: six rows of scalars times one or two panels of columns, two vectors wide each, with all
/// sums in registers.
/// </summary>
/// <remarks>
/// A step of two panels loads four vectors and six scalars for 24 multiply-adds, less than half of what two load ports supply in the time that
/// two arithmetic units need, even where two hardware threads share a core. Its 24 sums, four vectors and one scalar fit the 32 registers of
/// AVX-512 and of ARM. Where there are 16, only one panel's 12 sums, two vectors and one scalar fit. Either way there are enough independent
/// sums to outlast the latency of a multiply-add, 4 cycles on each of 2 units.
/// </remarks>
internal static unsafe class RegisterTile<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Columns of a panel.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>C = A B or C += A B: row i of C is the sum over t of a[i aRow + t aStep] times the columns at b[t Columns].</summary>
    /// <param name="a">Scalars, 6 x length.</param>
    /// <param name="aRow">From one row of A to the next.</param>
    /// <param name="aStep">From one term of a row's sum to the next.</param>
    /// <param name="b">A panel, length x Columns.</param>
    /// <param name="length">The number of terms.</param>
    /// <param name="c">6 x Columns.</param>
    /// <param name="cRow">From one row of C to the next.</param>
    /// <param name="add">True: C +=, false: C =.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(T* a, nint aRow, nint aStep, T* b, int length, T* c, nint cRow, bool add)
    {
        Sums one = default, two = default, three = default, four = default, five = default, six = default;
        if (add)
        {
            one.Load(c);
            two.Load(c + cRow);
            three.Load(c + (2 * cRow));
            four.Load(c + (3 * cRow));
            five.Load(c + (4 * cRow));
            six.Load(c + (5 * cRow));
        }

        T* a1 = a, a2 = a + aRow, a3 = a + (2 * aRow), a4 = a + (3 * aRow), a5 = a + (4 * aRow), a6 = a + (5 * aRow);
        var end = length * aStep;
        for (nint t = 0; t < end; t += aStep)
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
        two.Store(c + cRow);
        three.Store(c + (2 * cRow));
        four.Store(c + (3 * cRow));
        five.Store(c + (4 * cRow));
        six.Store(c + (5 * cRow));
    }

    /// <summary>The same for two panels.</summary>
    /// <param name="a">Scalars, 6 x length.</param>
    /// <param name="aRow">From one row of A to the next.</param>
    /// <param name="aStep">From one term of a row's sum to the next.</param>
    /// <param name="b">The first panel, length x Columns; the second lies behind it.</param>
    /// <param name="length">The number of terms.</param>
    /// <param name="c">6 x Columns of the first panel.</param>
    /// <param name="cRow">From one row of C to the next.</param>
    /// <param name="cPanel">From the first panel's columns of C to the second's.</param>
    /// <param name="add">True: C +=, false: C =.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTwo(T* a, nint aRow, nint aStep, T* b, int length, T* c, nint cRow, nint cPanel, bool add)
    {
        if (!TLanes.HasManyRegisters)
        {
            Multiply(a, aRow, aStep, b, length, c, cRow, add);
            Multiply(a, aRow, aStep, b + ((nint)length * Columns), length, c + cPanel, cRow, add);
            return;
        }

        Sums one = default, two = default, three = default, four = default, five = default, six = default;
        Sums one2 = default, two2 = default, three2 = default, four2 = default, five2 = default, six2 = default;
        var d = c + cPanel;
        if (add)
        {
            one.Load(c);
            two.Load(c + cRow);
            three.Load(c + (2 * cRow));
            four.Load(c + (3 * cRow));
            five.Load(c + (4 * cRow));
            six.Load(c + (5 * cRow));
            one2.Load(d);
            two2.Load(d + cRow);
            three2.Load(d + (2 * cRow));
            four2.Load(d + (3 * cRow));
            five2.Load(d + (4 * cRow));
            six2.Load(d + (5 * cRow));
        }

        T* a1 = a, a2 = a + aRow, a3 = a + (2 * aRow), a4 = a + (3 * aRow), a5 = a + (4 * aRow), a6 = a + (5 * aRow);
        var second = (nint)length * Columns;
        var end = length * aStep;
        for (nint t = 0; t < end; t += aStep)
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
        two.Store(c + cRow);
        three.Store(c + (2 * cRow));
        four.Store(c + (3 * cRow));
        five.Store(c + (4 * cRow));
        six.Store(c + (5 * cRow));
        one2.Store(d);
        two2.Store(d + cRow);
        three2.Store(d + (2 * cRow));
        four2.Store(d + (3 * cRow));
        five2.Store(d + (4 * cRow));
        six2.Store(d + (5 * cRow));
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

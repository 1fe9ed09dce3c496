using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Linear;

/// <summary>Products of matrices that are stored row by row, on one thread.</summary>
/// <remarks>
/// The blocking is that of Goto and van de Geijn (2008), with the names of BLIS (Van Zee and van de Geijn 2015): blocks of A are MC x KC, those of
/// B KC x NC, and the micro-kernel keeps MR rows of NR results in registers. NN and NT name the products A B and A B^T by the arguments of BLAS:
/// N for a matrix as it is, T for its transpose.
/// </remarks>
internal static unsafe class DenseProduct<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    // The sums are taken over this many terms at a time: a panel of B then takes 32 KiB with the widest vectors, and more was not faster.
    private const int KC = 256;

    // A block of A takes 192 KiB and stays in the second-level cache while all panels of B pass by.
    private const int MC = 96;

    // Packed rows are a cache line further apart than they are long: at a power of two they would evict each other from the cache.
    private const int PackedStride = KC + 8;

    // A block of B stays in the second-level cache too.
    private const int NC = 256;

    private const int MR = MicroKernel<double, TLanes>.MR;

    [ThreadStatic]
    private static AlignedArray<double>? _packedLeft;

    [ThreadStatic]
    private static AlignedArray<double>? _packedRight;

    [ThreadStatic]
    private static AlignedArray<double>? _edge;

    private static int NR => MicroKernel<double, TLanes>.NR;

    /// <summary>C = A B^T, C += A B^T or C -= A B^T.</summary>
    /// <param name="left">A, rows x inner.</param>
    /// <param name="right">B, columns x inner.</param>
    /// <param name="inner">The number of terms of a sum.</param>
    /// <param name="result">C, rows x columns.</param>
    /// <param name="mode">Whether C is set, added to or subtracted from.</param>
    public static void MultiplyNT(Rows left, Rows right, int inner, Rows result, ProductMode mode)
    {
        for (var column = 0; column < right.Count; column += NC)
        {
            var block = right.From(column, Math.Min(NC, right.Count - column));
            for (var start = 0; start < inner; start += KC)
            {
                var kc = Math.Min(KC, inner - start);
                PackRightTransposed(block.FromColumn(start), kc);
                MultiplyPacked(left.FromColumn(start), block.Count, kc, result.FromColumn(column), ModeAt(start, mode));
            }
        }

        ClearIfEmpty(inner, right.Count, result, mode);
    }

    /// <summary>C = A B, C += A B or C -= A B.</summary>
    /// <param name="left">A, rows x inner.</param>
    /// <param name="right">B, inner x columns.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="result">C, rows x columns.</param>
    /// <param name="mode">Whether C is set, added to or subtracted from.</param>
    public static void MultiplyNN(Rows left, Rows right, int columns, Rows result, ProductMode mode)
    {
        for (var column = 0; column < columns; column += NC)
        {
            var nc = Math.Min(NC, columns - column);
            for (var start = 0; start < right.Count; start += KC)
            {
                var block = right.From(start, Math.Min(KC, right.Count - start)).FromColumn(column);
                PackRight(block, nc);
                MultiplyPacked(left.FromColumn(start), nc, block.Count, result.FromColumn(column), ModeAt(start, mode));
            }
        }

        ClearIfEmpty(right.Count, columns, result, mode);
    }

    // Further terms add to what the first ones set.
    private static ProductMode ModeAt(int start, ProductMode mode) => start > 0 && mode == ProductMode.Set ? ProductMode.Add : mode;

    private static void ClearIfEmpty(int inner, int columns, Rows result, ProductMode mode)
    {
        if (inner == 0 && mode == ProductMode.Set)
        {
            for (var row = 0; row < result.Count; row++)
            {
                new Span<double>(result.Pointer + (row * result.Stride), columns).Clear();
            }
        }
    }

    // Multiplies all rows of A by the packed block of B.
    private static void MultiplyPacked(Rows left, int columns, int kc, Rows result, ProductMode mode)
    {
        for (var row = 0; row < left.Count; row += MC)
        {
            var rows = Math.Min(MC, left.Count - row);
            PackLeft(left.From(row, rows), kc, mode == ProductMode.Subtract);
            RunMacroKernel(rows, columns, kc, result.Pointer + (row * result.Stride), result.Stride, mode != ProductMode.Set);
        }
    }

    private static void RunMacroKernel(int rows, int columns, int kc, double* c, nint stride, bool add)
    {
        for (var column = 0; column < columns; column += 2 * NR)
        {
            var panels = _packedRight!.Pointer + (column * kc);
            var width = Math.Min(2 * NR, columns - column);
            for (var row = 0; row < rows; row += MR)
            {
                var left = _packedLeft!.Pointer + (row * PackedStride);
                var place = c + (row * stride) + column;
                var height = Math.Min(MR, rows - row);
                if (height == MR && width == 2 * NR)
                {
                    MicroKernel<double, TLanes>.MultiplyTwo(left, PackedStride, 1, panels, kc, place, stride, NR, add);
                }
                else
                {
                    MultiplyAtEdge(left, panels, kc, place, stride, height, width, add);
                }
            }
        }
    }

    // The tile is computed whole and copied in part.
    private static void MultiplyAtEdge(double* left, double* panels, int kc, double* place, nint stride, int height, int width, bool add)
    {
        var edge = (_edge ??= new AlignedArray<double>(MR * 2 * NR)).Pointer;
        MicroKernel<double, TLanes>.MultiplyTwo(left, PackedStride, 1, panels, kc, edge, 2 * NR, NR, add: false);
        for (var i = 0; i < height; i++)
        {
            for (var j = 0; j < width; j++)
            {
                place[(i * stride) + j] = edge[(i * 2 * NR) + j] + (add ? place[(i * stride) + j] : 0);
            }
        }
    }

    // Columns of the result go onto vector lanes: pairs of panels, kc x NR each, the last pair filled up with zeros.
    private static double* ReservePanels(int columns, int kc)
    {
        var size = (columns + (2 * NR) - 1) / (2 * NR) * 2 * NR * kc;
        if (_packedRight is null || _packedRight.Length < size)
        {
            _packedRight = new AlignedArray<double>(size);
        }

        if (columns % (2 * NR) != 0)
        {
            _packedRight.Span[(columns / (2 * NR) * 2 * NR * kc)..size].Clear();
        }

        return _packedRight.Pointer;
    }

    private static void PackRight(Rows right, int columns)
    {
        var panels = ReservePanels(columns, right.Count);
        for (var column = 0; column < columns; column += NR)
        {
            var width = Math.Min(NR, columns - column);
            for (var t = 0; t < right.Count; t++)
            {
                new ReadOnlySpan<double>(right.Pointer + (t * right.Stride) + column, width).CopyTo(new Span<double>(panels, width));
                panels += NR;
            }
        }
    }

    private static void PackRightTransposed(Rows right, int kc)
    {
        // A cache line of each column at a time.
        const int Line = 8;
        var panels = ReservePanels(right.Count, kc);
        for (var column = 0; column < right.Count; column += NR)
        {
            var panel = panels + (column * kc);
            var width = Math.Min(NR, right.Count - column);
            for (var start = 0; start < kc; start += Line)
            {
                var terms = Math.Min(Line, kc - start);
                for (var j = 0; j < width; j++)
                {
                    var source = right.Pointer + ((column + j) * right.Stride) + start;
                    var target = panel + (start * NR) + j;
                    for (var t = 0; t < terms; t++)
                    {
                        *target = source[t];
                        target += NR;
                    }
                }
            }
        }
    }

    private static void PackLeft(Rows left, int kc, bool negate)
    {
        var packed = _packedLeft ??= new AlignedArray<double>(MC * PackedStride);
        var filled = (left.Count + MR - 1) / MR * MR;
        for (var i = 0; i < filled; i++)
        {
            var target = new Span<double>(packed.Pointer + (i * PackedStride), kc);
            if (i >= left.Count)
            {
                target.Clear();
                continue;
            }

            var source = new ReadOnlySpan<double>(left.Pointer + (i * left.Stride), kc);
            if (negate)
            {
                System.Numerics.Tensors.TensorPrimitives.Negate(source, target);
            }
            else
            {
                source.CopyTo(target);
            }
        }
    }
}

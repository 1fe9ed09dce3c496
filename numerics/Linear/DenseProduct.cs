using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Linear;

/// <summary>Products of matrices that are stored row by row, on one thread.</summary>
internal static unsafe class DenseProduct<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    // The sums are taken over stretches of this many terms (KC in the literature on GEMM): a panel of B then takes 32 KiB with the widest
    // vectors, and a longer stretch was no faster.
    private const int Stretch = 256;

    // A stretch of this many rows of A takes 192 KiB and stays in the second-level cache while all panels of B pass by.
    private const int RowsAtATime = 96;

    // Rows of the copy are a cache line further apart than they are long: at a power of two they would evict each other from the cache.
    private const int CopyStride = Stretch + 8;

    // A stretch of this many columns stays in the second-level cache too.
    private const int ColumnsAtATime = 256;

    private const int TileRows = RegisterTile<double, TLanes>.Rows;

    [ThreadStatic]
    private static AlignedArray<double>? _leftCopy;

    [ThreadStatic]
    private static AlignedArray<double>? _panels;

    [ThreadStatic]
    private static AlignedArray<double>? _edge;

    private static int TileColumns => RegisterTile<double, TLanes>.Columns;

    /// <summary>C = A B^T, C += A B^T or C -= A B^T.</summary>
    /// <param name="left">A, rows x inner.</param>
    /// <param name="right">B, columns x inner.</param>
    /// <param name="inner">The number of terms of a sum.</param>
    /// <param name="result">C, rows x columns.</param>
    /// <param name="mode">Whether C is set, added to or subtracted from.</param>
    public static void Multiply(Rows left, Rows right, int inner, Rows result, ProductMode mode)
    {
        for (var column = 0; column < right.Count; column += ColumnsAtATime)
        {
            var some = right.From(column, Math.Min(ColumnsAtATime, right.Count - column));
            for (var start = 0; start < inner; start += Stretch)
            {
                var length = Math.Min(Stretch, inner - start);
                PackTransposed(some.FromColumn(start), length);
                MultiplyPacked(left.FromColumn(start), some.Count, length, result.FromColumn(column), ModeAt(start, mode));
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
    public static void MultiplyPlain(Rows left, Rows right, int columns, Rows result, ProductMode mode)
    {
        for (var column = 0; column < columns; column += ColumnsAtATime)
        {
            var width = Math.Min(ColumnsAtATime, columns - column);
            for (var start = 0; start < right.Count; start += Stretch)
            {
                var some = right.From(start, Math.Min(Stretch, right.Count - start)).FromColumn(column);
                PackPlain(some, width);
                MultiplyPacked(left.FromColumn(start), width, some.Count, result.FromColumn(column), ModeAt(start, mode));
            }
        }

        ClearIfEmpty(right.Count, columns, result, mode);
    }

    // Further stretches add to what the first one set.
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

    // One stretch of the sums, B's columns being packed.
    private static void MultiplyPacked(Rows left, int columns, int length, Rows result, ProductMode mode)
    {
        for (var row = 0; row < left.Count; row += RowsAtATime)
        {
            var rows = Math.Min(RowsAtATime, left.Count - row);
            CopyRows(left.From(row, rows), length, mode == ProductMode.Subtract);
            MultiplyStretch(rows, columns, length, result.Pointer + (row * result.Stride), result.Stride, mode != ProductMode.Set);
        }
    }

    private static void MultiplyStretch(int rows, int columns, int length, double* c, nint stride, bool add)
    {
        for (var column = 0; column < columns; column += 2 * TileColumns)
        {
            var panels = _panels!.Pointer + (column * length);
            var width = Math.Min(2 * TileColumns, columns - column);
            for (var row = 0; row < rows; row += TileRows)
            {
                var left = _leftCopy!.Pointer + (row * CopyStride);
                var place = c + (row * stride) + column;
                var height = Math.Min(TileRows, rows - row);
                if (height == TileRows && width == 2 * TileColumns)
                {
                    RegisterTile<double, TLanes>.MultiplyTwo(left, CopyStride, 1, panels, length, place, stride, TileColumns, add);
                }
                else
                {
                    MultiplyAtEdge(left, panels, length, place, stride, height, width, add);
                }
            }
        }
    }

    // The tile is computed whole and copied in part.
    private static void MultiplyAtEdge(double* left, double* panels, int length, double* place, nint stride, int height, int width, bool add)
    {
        var edge = (_edge ??= new AlignedArray<double>(TileRows * 2 * TileColumns)).Pointer;
        RegisterTile<double, TLanes>.MultiplyTwo(left, CopyStride, 1, panels, length, edge, 2 * TileColumns, TileColumns, add: false);
        for (var i = 0; i < height; i++)
        {
            for (var j = 0; j < width; j++)
            {
                place[(i * stride) + j] = edge[(i * 2 * TileColumns) + j] + (add ? place[(i * stride) + j] : 0);
            }
        }
    }

    // Columns of the result go onto vector lanes: pairs of panels, length x TileColumns each, the last pair filled up with zeros.
    private static double* Panels(int columns, int length)
    {
        var size = (columns + (2 * TileColumns) - 1) / (2 * TileColumns) * 2 * TileColumns * length;
        if (_panels is null || _panels.Length < size)
        {
            _panels = new AlignedArray<double>(size);
        }

        if (columns % (2 * TileColumns) != 0)
        {
            _panels.Span[(columns / (2 * TileColumns) * 2 * TileColumns * length)..size].Clear();
        }

        return _panels.Pointer;
    }

    private static void PackPlain(Rows right, int columns)
    {
        var panels = Panels(columns, right.Count);
        for (var column = 0; column < columns; column += TileColumns)
        {
            var width = Math.Min(TileColumns, columns - column);
            for (var t = 0; t < right.Count; t++)
            {
                new ReadOnlySpan<double>(right.Pointer + (t * right.Stride) + column, width).CopyTo(new Span<double>(panels, width));
                panels += TileColumns;
            }
        }
    }

    private static void PackTransposed(Rows right, int length)
    {
        // A cache line of each column at a time.
        const int Line = 8;
        var panels = Panels(right.Count, length);
        for (var column = 0; column < right.Count; column += TileColumns)
        {
            var panel = panels + (column * length);
            var width = Math.Min(TileColumns, right.Count - column);
            for (var start = 0; start < length; start += Line)
            {
                var terms = Math.Min(Line, length - start);
                for (var j = 0; j < width; j++)
                {
                    var source = right.Pointer + ((column + j) * right.Stride) + start;
                    var target = panel + (start * TileColumns) + j;
                    for (var t = 0; t < terms; t++)
                    {
                        *target = source[t];
                        target += TileColumns;
                    }
                }
            }
        }
    }

    private static void CopyRows(Rows left, int length, bool negate)
    {
        var copy = _leftCopy ??= new AlignedArray<double>(RowsAtATime * CopyStride);
        var filled = (left.Count + TileRows - 1) / TileRows * TileRows;
        for (var i = 0; i < filled; i++)
        {
            var target = new Span<double>(copy.Pointer + (i * CopyStride), length);
            if (i >= left.Count)
            {
                target.Clear();
                continue;
            }

            var source = new ReadOnlySpan<double>(left.Pointer + (i * left.Stride), length);
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

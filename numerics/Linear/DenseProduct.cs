namespace BeyondNtk.Numerics;

/// <summary>C = A B^T, C += A B^T or C -= A B^T for matrices stored row by row, on one thread.</summary>
internal static unsafe class DenseProduct<TLanes>
    where TLanes : unmanaged, ILanes<TLanes, double>
{
    // The sums are taken over stretches of this many terms: a pair of panels of B then takes 32 KiB with the widest vectors.
    private const int Stretch = 256;

    // A stretch of this many rows of A takes 192 KiB and stays in the second-level cache while all panels of B pass by.
    private const int RowsAtATime = 96;

    // Rows of the copy are a cache line further apart than they are long: at a power of two they would evict each other from the cache.
    private const int CopyStride = Stretch + 8;

    private const int TileRows = RegisterTile<double, TLanes>.Rows;

    [ThreadStatic]
    private static AlignedArray<double>? _leftCopy;

    [ThreadStatic]
    private static AlignedArray<double>? _panels;

    [ThreadStatic]
    private static AlignedArray<double>? _edge;

    private static int TileColumns => RegisterTile<double, TLanes>.Columns;

    /// <param name="left">A, rows x inner.</param>
    /// <param name="right">B, columns x inner.</param>
    /// <param name="inner">The number of terms of a sum.</param>
    /// <param name="result">C, rows x columns.</param>
    /// <param name="mode">Whether C is set, added to or subtracted from.</param>
    public static void Multiply(Rows left, Rows right, int inner, Rows result, ProductMode mode)
    {
        // Enough columns at a time that a stretch of them stays in the second-level cache too.
        const int ColumnsAtATime = 256;
        for (var column = 0; column < right.Count; column += ColumnsAtATime)
        {
            var columns = Math.Min(ColumnsAtATime, right.Count - column);
            for (var start = 0; start < inner; start += Stretch)
            {
                var length = Math.Min(Stretch, inner - start);
                PackPanels(right.From(column, columns), start, length);
                for (var row = 0; row < left.Count; row += RowsAtATime)
                {
                    var rows = Math.Min(RowsAtATime, left.Count - row);
                    CopyRows(left.From(row, rows), start, length, mode == ProductMode.Subtract);
                    MultiplyStretch(rows, columns, length, result.Pointer + (row * result.Stride) + column, result.Stride, start > 0 || mode != ProductMode.Set);
                }
            }
        }

        if (inner == 0 && mode == ProductMode.Set)
        {
            for (var row = 0; row < left.Count; row++)
            {
                new Span<double>(result.Pointer + (row * result.Stride), right.Count).Clear();
            }
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
    private static void PackPanels(Rows right, int start, int length)
    {
        var panels = (right.Count + (2 * TileColumns) - 1) / (2 * TileColumns) * 2;
        if (_panels is null || _panels.Length < panels * TileColumns * length)
        {
            _panels = new AlignedArray<double>(panels * TileColumns * length);
        }

        for (var j = 0; j < panels * TileColumns; j++)
        {
            var target = _panels.Pointer + ((nint)(j / TileColumns) * TileColumns * length) + (j % TileColumns);
            if (j < right.Count)
            {
                var source = right.Pointer + (j * right.Stride) + start;
                for (var t = 0; t < length; t++)
                {
                    target[t * TileColumns] = source[t];
                }
            }
            else
            {
                for (var t = 0; t < length; t++)
                {
                    target[t * TileColumns] = 0;
                }
            }
        }
    }

    private static void CopyRows(Rows left, int start, int length, bool negate)
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

            var source = new ReadOnlySpan<double>(left.Pointer + (i * left.Stride) + start, length);
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

using BeyondNtk.Numerics.Linear;

namespace BeyondNtk.Numerics.Blocks;

/// <summary>Block operations in C#, on the same micro-kernel as training.</summary>
internal sealed unsafe class OwnBlockOperations : IBlockOperations
{
    // Below this size a triangular block is inverted: its rows are too short for a product to pay off.
    private const int InvertedSize = 32;

    public void MultiplyNT(Rows left, Rows right, int inner, Rows result, ProductMode mode) => RowProducts.MultiplyNT(left, right, inner, result, mode);

    // In halves: X1 = X1 L11^-T, X2 = (X2 - X1 L21^T) L22^-T.
    public void SolveTriangular(Rows right, Rows factor)
    {
        var size = factor.Count;
        if (size <= InvertedSize)
        {
            SolveBySmallInverse(right, factor);
            return;
        }

        var half = size / 2 / InvertedSize * InvertedSize;
        half = half == 0 ? InvertedSize : half;
        var rest = right.FromColumn(half);
        var below = factor.From(half, size - half);
        SolveTriangular(right, factor.From(0, half));
        MultiplyNT(right, below, half, rest, ProductMode.Subtract);
        SolveTriangular(rest, below.FromColumn(half));
    }

    private static void SolveBySmallInverse(Rows right, Rows factor)
    {
        const int RowsAtATime = 64;
        var size = factor.Count;
        var inverse = stackalloc double[InvertedSize * InvertedSize];
        var solved = stackalloc double[RowsAtATime * InvertedSize];
        Invert(factor, inverse);
        for (var row = 0; row < right.Count; row += RowsAtATime)
        {
            var part = right.From(row, Math.Min(RowsAtATime, right.Count - row));
            RowProducts.MultiplyNT(part, new Rows(inverse, size, size), size, new Rows(solved, size, part.Count), ProductMode.Set);
            for (var i = 0; i < part.Count; i++)
            {
                new ReadOnlySpan<double>(solved + (i * size), size).CopyTo(new Span<double>(part.Pointer + (i * part.Stride), size));
            }
        }
    }

    // The inverse of a lower triangular block, size x size, column by column.
    private static void Invert(Rows factor, double* inverse)
    {
        var size = factor.Count;
        for (var j = 0; j < size; j++)
        {
            for (var i = 0; i < size; i++)
            {
                var row = factor.Pointer + (i * factor.Stride);
                var sum = i == j ? 1.0 : 0;
                for (var k = j; k < i; k++)
                {
                    sum -= row[k] * inverse[(k * size) + j];
                }

                inverse[(i * size) + j] = i < j ? 0 : sum / row[i];
            }
        }
    }
}

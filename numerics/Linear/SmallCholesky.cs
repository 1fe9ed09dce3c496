using BeyondNtk.Numerics.Blocks;

namespace BeyondNtk.Numerics.Linear;

/// <summary>The Cholesky factor of a block that fits in the cache, on the calling thread.</summary>
internal static unsafe class SmallCholesky
{
    // Below this size the unblocked loop is as fast as a product.
    private const int UnblockedSize = 32;

    /// <summary>Replaces the lower triangle by L.</summary>
    /// <param name="block">size x size.</param>
    /// <param name="first">The number of the block's first row in the whole matrix, for the message.</param>
    /// <exception cref="ArithmeticException">The block is not positive definite.</exception>
    public static void Factor(Rows block, int first)
    {
        for (var start = 0; start < block.Count; start += UnblockedSize)
        {
            var size = Math.Min(UnblockedSize, block.Count - start);
            var rows = block.From(start, size);
            var below = block.From(start + size, block.Count - start - size);

            // Left-looking, as in CholeskyFactor.
            RowProducts.MultiplyNT(block.From(start, block.Count - start), rows, start, block.From(start, block.Count - start).FromColumn(start), ProductMode.Subtract);
            FactorUnblocked(rows.FromColumn(start), first + start);
            Own.SolveTriangular(below.FromColumn(start), rows.FromColumn(start));
        }
    }

    private static OwnBlockOperations Own { get; } = new();

    private static void FactorUnblocked(Rows block, int first)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var row = block.Pointer + (i * block.Stride);
            for (var j = 0; j <= i; j++)
            {
                var other = block.Pointer + (j * block.Stride);
                var sum = row[j];
                for (var k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                if (j < i)
                {
                    row[j] = sum / other[j];
                    continue;
                }

                // False for NaN too.
                if (!(sum > 0))
                {
                    throw new ArithmeticException(
                        $"the matrix is not positive definite in double precision: pivot {first + i + 1} is {sum}; a larger ridge makes it so");
                }

                row[i] = Math.Sqrt(sum);
            }
        }
    }
}

using BeyondNtk.Numerics.Blocks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Linear;

/// <summary>The Gram matrix A A^T of the rows of a matrix.</summary>
public static unsafe class GramMatrix
{
    // Large enough that a product's packing costs little, small enough that a few threads get equal shares.
    private const int BlockSize = 256;

    /// <summary>Computes A A^T on several threads.</summary>
    /// <param name="a">n x k, row by row.</param>
    /// <param name="inner">The length k of a row.</param>
    /// <param name="team">The threads; the result does not depend on their number.</param>
    /// <returns>n x n, row by row.</returns>
    public static double[] Compute(double[] a, int inner, WorkerTeam team)
    {
        var count = a.Length / inner;
        var gram = new double[(long)count * count];
        var blocks = (count + BlockSize - 1) / BlockSize;
        fixed (double* source = a, target = gram)
        {
            var rows = new Rows(source, inner, count);
            var result = new Rows(target, count, count);
            team.Run(blocks * (blocks + 1) / 2, (item, _) =>
            {
                var (i, j) = Triangle.Place(item);
                var left = rows.Block(i, BlockSize);
                var right = rows.Block(j, BlockSize);
                var place = result.Block(i, BlockSize).FromColumn(j * BlockSize);
                BlockOperations.Current.MultiplyNT(left, right, inner, place, ProductMode.Set);
                Mirror(place, right.Count, result.Block(j, BlockSize).FromColumn(i * BlockSize).Pointer, i == j);
            });
        }

        return gram;
    }

    // Copies a block to its place above the diagonal; of a block on the diagonal only the part below.
    private static void Mirror(Rows block, int columns, double* place, bool onDiagonal)
    {
        for (var r = 0; r < block.Count; r++)
        {
            for (var c = 0; c < (onDiagonal ? r : columns); c++)
            {
                place[(c * block.Stride) + r] = block.Pointer[(r * block.Stride) + c];
            }
        }
    }
}

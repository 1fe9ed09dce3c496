using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.RidgeRegression;

/// <summary>Stores symmetric kernel matrices.</summary>
internal static class KernelMatrices
{
    private const int Block = 256;

    /// <summary>The whole matrix, n x n row by row. Blocks on and below the diagonal are computed, the others mirrored.</summary>
    public static double[] Store(IKernelMatrix kernel, WorkerTeam team)
    {
        var count = kernel.Rows;
        var matrix = GC.AllocateUninitializedArray<double>(checked(count * count));
        var blocks = (count + Block - 1) / Block;
        var scratch = Enumerable.Range(0, team.Threads).Select(_ => new double[Block * Block]).ToArray();
        team.Run(blocks, (item, worker) =>
        {
            // The longest rows of blocks first, so that the threads end together.
            var row = (blocks - 1 - item) * Block;
            var rows = Math.Min(Block, count - row);
            for (var column = 0; column <= row; column += Block)
            {
                var columns = Math.Min(Block, count - column);
                kernel.Fill(row, rows, column, columns, scratch[worker]);
                Place(scratch[worker], matrix, count, row, rows, column, columns);
            }
        });
        return matrix;
    }

    private static void Place(double[] block, double[] matrix, int count, int row, int rows, int column, int columns)
    {
        for (var i = 0; i < rows; i++)
        {
            block.AsSpan(i * columns, columns).CopyTo(matrix.AsSpan(((row + i) * count) + column));
        }

        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
            {
                matrix[((column + j) * count) + row + i] = block[(i * columns) + j];
            }
        }
    }
}

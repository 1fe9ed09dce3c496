using System.Numerics;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs;

/// <summary>
/// The directions of the hard instances on which every kernel method stays at a loss of Omega(1/d) (Li, Ma and Zhang 2020, theorem 2 and
/// definition 26): d coordinates, split at random into d/r blocks of r, and in each block the r columns of its normalised Hadamard matrix.
/// </summary>
internal static class HadamardBlocks
{
    /// <summary>Draws the split.</summary>
    /// <returns>The directions, d x d, those of a block next to each other.</returns>
    /// <exception cref="CompositionException">r is not one that the definition allows for d.</exception>
    public static Matrix<double> Draw(int dimension, int blockSize, RandomStream stream)
    {
        if (!Allows(dimension, blockSize))
        {
            var allowed = Enumerable.Range(1, dimension).Where(size => Allows(dimension, size));
            throw new CompositionException(
                $"BlockSize is {blockSize}; a block size is a power of two that divides Dimension and whose square is at most Dimension: "
                + $"with Dimension {dimension} one of {string.Join(", ", allowed)}");
        }

        int[] coordinates = [.. Enumerable.Range(0, dimension)];
        stream.Shuffle(coordinates);
        var directions = Matrix<double>.Build.Dense(dimension, dimension);
        var entry = 1 / Math.Sqrt(blockSize);
        for (var j = 0; j < dimension; j++)
        {
            // Sylvester's matrix: the entry in row i and column k is -1 to the number of bits that i and k share.
            var column = j % blockSize;
            var first = j - column;
            for (var i = 0; i < blockSize; i++)
            {
                directions[j, coordinates[first + i]] = int.IsEvenInteger(BitOperations.PopCount((uint)(i & column))) ? entry : -entry;
            }
        }

        return directions;
    }

    private static bool Allows(int dimension, int blockSize)
        => BitOperations.IsPow2(blockSize) && dimension % blockSize == 0 && (long)blockSize * blockSize <= dimension;
}

using System.Numerics.Tensors;

namespace BeyondNtk.Numerics;

/// <summary>The product of a stored square matrix and a vector, on several threads.</summary>
public static class SymmetricProduct
{
    /// <summary>Computes y = A x + shift x.</summary>
    /// <param name="matrix">A, n x n, row by row.</param>
    /// <param name="shift">What is added to the diagonal, such as a ridge.</param>
    /// <param name="x">n.</param>
    /// <param name="y">Receives n.</param>
    /// <param name="team">The threads; each row is summed by one of them, so the result does not depend on their number.</param>
    public static void Multiply(double[] matrix, double shift, double[] x, double[] y, WorkerTeam team)
    {
        const int Rows = 64;
        var count = x.Length;
        team.Run((count + Rows - 1) / Rows, (item, _) =>
        {
            for (var i = item * Rows; i < Math.Min(count, (item + 1) * Rows); i++)
            {
                y[i] = TensorPrimitives.Dot<double>(matrix.AsSpan(i * count, count), x) + (shift * x[i]);
            }
        });
    }
}

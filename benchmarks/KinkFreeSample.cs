using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Benchmarks;

/// <summary>
/// A sample without examples so close to a neuron's kink that rounding decides on which side they are: two correct implementations then differ by a
/// whole example's share of the gradient. In the larger case about one in a hundred drawn examples is skipped.
/// </summary>
internal static class KinkFreeSample
{
    // Rounding an inner product to single costs about 1e-7 of the norms' product; ten times that is left out.
    private const double Margin = 1e-6;

    /// <summary>Draws a sample.</summary>
    /// <param name="teacher">The teacher.</param>
    /// <param name="weights">The neurons, row by row.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="stream">Where the randomness comes from.</param>
    public static DataSet Draw(ITeacher teacher, ReadOnlySpan<double> weights, int count, RandomStream stream)
    {
        var drawn = DataSet.Draw(teacher, count + (count / 20), stream);
        var dimension = teacher.Inputs.Dimension;
        var rows = drawn.Inputs.ToRowMajorArray();
        var kept = new List<int>(count);
        for (var n = 0; n < drawn.Count && kept.Count < count; n++)
        {
            if (IsClear(weights, rows.AsSpan(n * dimension, dimension)))
            {
                kept.Add(n);
            }
        }

        return kept.Count == count
            ? new DataSet(Rows(drawn.Inputs, kept), Rows(drawn.Labels, kept))
            : throw new InvalidOperationException($"only {kept.Count} of {drawn.Count} examples are away from every kink; {count} are needed");
    }

    private static Matrix<double> Rows(Matrix<double> matrix, List<int> rows)
        => Matrix<double>.Build.Dense(rows.Count, matrix.ColumnCount, (n, k) => matrix[rows[n], k]);

    private static bool IsClear(ReadOnlySpan<double> weights, ReadOnlySpan<double> input)
    {
        var norm = TensorPrimitives.Norm(input);
        for (var i = 0; i < weights.Length; i += input.Length)
        {
            var neuron = weights.Slice(i, input.Length);
            if (Math.Abs(TensorPrimitives.Dot(neuron, input)) < Margin * norm * TensorPrimitives.Norm(neuron))
            {
                return false;
            }
        }

        return true;
    }
}

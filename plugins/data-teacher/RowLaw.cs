using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.DataTeacher;

/// <summary>The uniform law on the rows of a matrix: each draw is independent of earlier ones, so a row may be drawn again.</summary>
/// <param name="rows">The rows.</param>
public sealed class RowLaw(Matrix<double> rows) : InputLaw(rows.ColumnCount)
{
    /// <inheritdoc/>
    public override Matrix<double> Draw(int count, RandomStream stream)
    {
        var inputs = Matrix<double>.Build.Dense(count, Dimension);
        for (var n = 0; n < count; n++)
        {
            var row = stream.Next(rows.RowCount);
            for (var k = 0; k < Dimension; k++)
            {
                inputs[n, k] = rows[row, k];
            }
        }

        return inputs;
    }
}

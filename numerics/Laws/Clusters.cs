using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Laws;

/// <summary>Groups around given centres: an equally likely centre c plus spread g, g ~ N(0, I/d), divided by its length if asked.</summary>
/// <param name="centres">The centres, r x d.</param>
/// <param name="spread">The root mean square distance of an input from its centre, before it is divided by its length.</param>
/// <param name="onSphere">Whether inputs are divided by their lengths.</param>
public sealed class Clusters(Matrix<double> centres, double spread, bool onSphere) : InputLaw(centres.ColumnCount)
{
    /// <summary>The centres, r x d.</summary>
    public Matrix<double> Centres => centres;

    /// <inheritdoc/>
    public override Matrix<double> Draw(int count, RandomStream stream)
    {
        var inputs = Matrix<double>.Build.Dense(count, Dimension);
        var scale = spread / Math.Sqrt(Dimension);
        for (var n = 0; n < count; n++)
        {
            var centre = Math.Min(centres.RowCount - 1, (int)(stream.NextDouble() * centres.RowCount));
            for (var k = 0; k < Dimension; k++)
            {
                inputs[n, k] = centres[centre, k] + (scale * stream.NextGaussian());
            }
        }

        return onSphere ? inputs.NormalizeRows(2) : inputs;
    }
}

using BeyondNtk.Numerics.Sphere;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins;

/// <summary>
/// The margin of the tangent kernel's own space, gamma_H^2 = min over q of q^T (y y^T o K) q, at least the NTK margin; with equal weights q, which are the worst on laws
/// whose symmetries move every input to every other, such as parities and the noisy 2-XOR, and elsewhere give a bound from above.
/// </summary>
public static class RkhsMargin
{
    /// <summary>The margin with equal weights.</summary>
    /// <param name="inputs">N x d, none of them zero.</param>
    /// <param name="labels">N x 1, each -1 or 1.</param>
    /// <param name="bothLayers">Whether the output layer's kernel, of order 1 (see <see cref="ArcCosineKernel"/>), stands beside that of the hidden weights, &lt;x, x'&gt; (pi - t) / (2 pi).</param>
    public static double OfEqualWeights(Matrix<double> inputs, Matrix<double> labels, bool bothLayers)
    {
        var (dimension, norms, signs) = (inputs.ColumnCount, inputs.RowNorms(2), labels.Column(0));
        var sum = 0.0;
        for (var n = 0; n < inputs.RowCount; n++)
        {
            var products = inputs * inputs.Row(n);
            for (var k = 0; k < products.Count; k++)
            {
                var size = norms[n] * norms[k];
                var angle = Math.Acos(Math.Clamp(products[k] / size, -1, 1));
                var kernel = products[k] * (Math.PI - angle) / (2 * Math.PI);
                sum += signs[n] * signs[k] * (bothLayers ? kernel + (size * ArcCosineKernel.Value(angle, dimension)) : kernel);
            }
        }

        return Math.Sqrt(Math.Max(0, sum)) / inputs.RowCount;
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Networks;

/// <summary>Evaluates two-layer networks.</summary>
public static class TwoLayerPrediction
{
    // Pre-activations of this many inputs are held at a time.
    private const int BlockRows = 256;

    /// <summary>f(x) = sum_i c_i act(&lt;w_i, x&gt; + b_i) at given inputs.</summary>
    /// <param name="neurons">m neurons in d dimensions with k outputs.</param>
    /// <param name="inputs">N x d.</param>
    /// <param name="team">The threads; the result does not depend on their number.</param>
    /// <returns>N x k.</returns>
    public static Matrix<double> Predict(this Neurons neurons, Matrix<double> inputs, WorkerTeam team)
    {
        var (count, dimension, width) = (inputs.RowCount, inputs.ColumnCount, neurons.Weights.RowCount);
        var rows = inputs.ToRowMajorArray();
        var weights = neurons.Weights.ToRowMajorArray();
        var outputs = neurons.Outputs.ToColumnArrays();
        var biases = neurons.Biases?.ToArray();
        var predictions = Matrix<double>.Build.Dense(count, neurons.Outputs.ColumnCount);
        team.Run((count + BlockRows - 1) / BlockRows, (block, _) =>
        {
            var first = block * BlockRows;
            var size = Math.Min(BlockRows, count - first);
            var z = new double[size * width];
            RowProducts.MultiplyNT(rows.AsSpan(first * dimension, size * dimension), weights, dimension, z);
            for (var n = 0; n < size && biases is not null; n++)
            {
                TensorPrimitives.Add(z.AsSpan(n * width, width), biases, z.AsSpan(n * width, width));
            }

            neurons.Activation.Apply(z);

            for (var n = 0; n < size; n++)
            {
                for (var output = 0; output < outputs.Length; output++)
                {
                    predictions[first + n, output] = TensorPrimitives.Dot<double>(z.AsSpan(n * width, width), outputs[output]);
                }
            }
        });
        return predictions;
    }
}

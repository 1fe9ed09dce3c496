using System.Numerics.Tensors;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>What the neurons of both hidden layers have for some inputs, in double precision.</summary>
/// <param name="First">Where the inputs begin among all.</param>
/// <param name="Count">Their number n.</param>
/// <param name="Rows">The inputs with a 1 for the bias, n x (d + 1).</param>
/// <param name="FirstLayer">relu(z1), n x m1.</param>
/// <param name="SecondLayer">z2 with its biases, n x m2.</param>
internal sealed record HiddenValues(int First, int Count, double[] Rows, double[] FirstLayer, double[] SecondLayer)
{
    // Inputs whose values are held at a time.
    private const int BlockRows = 64;

    /// <summary>The memory that a prediction takes on one thread: copies of the parameters, and the values of a block of inputs.</summary>
    public static long Bytes(ThreeLayerShape shape)
        => sizeof(double) * ((2L * shape.FirstWidth * shape.SecondWidth) + (3L * BlockRows * (shape.FirstWidth + shape.SecondWidth)));

    /// <summary>Computes them block by block of inputs, on several threads.</summary>
    /// <param name="weights">The network's parameters.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="inputs">N x d.</param>
    /// <param name="team">The threads.</param>
    /// <param name="use">Is called for each block.</param>
    public static void ForEach(ThreeLayerStart weights, ThreeLayerShape shape, Matrix<double> inputs, WorkerTeam team, Action<HiddenValues> use)
    {
        var (m1, m2, row) = shape;
        var all = inputs.Append(Matrix<double>.Build.Dense(inputs.RowCount, 1, 1)).ToRowMajorArray();
        team.Run((inputs.RowCount + BlockRows - 1) / BlockRows, (item, _) =>
        {
            var first = item * BlockRows;
            var count = Math.Min(BlockRows, inputs.RowCount - first);
            var rows = all.AsSpan(first * row, count * row).ToArray();
            var (h, z) = (new double[count * m1], new double[count * m2]);
            RowProducts.MultiplyNT(rows, weights.First, row, h);
            TensorPrimitives.Max(h, 0, h);
            RowProducts.MultiplyNT(h, weights.Second, m1, z);
            for (var n = 0; n < count; n++)
            {
                TensorPrimitives.Add(z.AsSpan(n * m2, m2), weights.Biases, z.AsSpan(n * m2, m2));
            }

            use(new HiddenValues(first, count, rows, h, z));
        });
    }

    /// <summary>s2 = a 1[z2 &gt; 0], n x m2.</summary>
    public double[] SecondSlopes(double[] outputs) => [.. SecondLayer.Select((z, place) => z > 0 ? outputs[place % outputs.Length] : 0)];

    /// <summary>s1 = (V^T s2) 1[z1 &gt; 0], n x m1.</summary>
    /// <param name="secondSlopes">s2.</param>
    /// <param name="transposed">V^T, m1 x m2.</param>
    public double[] FirstSlopes(double[] secondSlopes, double[] transposed)
    {
        var slopes = new double[FirstLayer.Length];
        RowProducts.MultiplyNT(secondSlopes, transposed, secondSlopes.Length / Count, slopes);
        for (var k = 0; k < slopes.Length; k++)
        {
            slopes[k] = FirstLayer[k] > 0 ? slopes[k] : 0;
        }

        return slopes;
    }

    /// <summary>V^T, m1 x m2.</summary>
    public static double[] Transpose(double[] second, ThreeLayerShape shape) => Matrix<double>.Build.Dense(shape.FirstWidth, shape.SecondWidth, second).ToRowMajorArray();
}

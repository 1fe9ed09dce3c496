using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>
/// The kernel of the linearised network, of finite width: K(x, x') = &lt;s2, s2'&gt; &lt;h, h'&gt; + &lt;s1, s1'&gt; &lt;x, x'&gt;; see <see cref="ThreeLayerTangent"/>. Its ridge regression is the
/// exact fit on the same features, from 0 in place of the network's start.
/// </summary>
public sealed class ThreeLayerTangentKernel : IKernelModel, IResourceUse
{
    private readonly ThreeLayerShape _shape;
    private readonly ThreeLayerStart _start;
    private readonly double[] _transposed;
    private readonly WorkerTeam _team;
    private Matrix<double>? _centres;
    private Matrix<double>? _coefficients;

    /// <summary>Draws the start as the network does.</summary>
    /// <exception cref="CompositionException">It does not fit in memory.</exception>
    public ThreeLayerTangentKernel(ThreeLayerStartOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        (_shape, _start, _team) = (options.Shape(inputs), options.Draw(inputs, stream), WorkerTeam.Get(threads.Count));
        _transposed = HiddenValues.Transpose(_start.Second, _shape);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => _centres is null || _coefficients is null ? [] : [new("centres", _centres), new("coefficients", _coefficients)];

    /// <summary>What evaluating features takes beside the features themselves, which a caller's matrix holds.</summary>
    public long Bytes => HiddenValues.Bytes(_shape);

    /// <summary>Enough for the features of a few hundred points; the solver reports its own use.</summary>
    public int UsefulThreads => (int)Math.Clamp((long)_shape.FirstWidth * _shape.SecondWidth / 20_000, 1, 64);

    /// <inheritdoc/>
    public IKernelMatrix Bind(Matrix<double> left, Matrix<double> right)
    {
        var (m1, m2, row) = _shape;
        var most = Math.Max(left.RowCount, right.RowCount);
        MemoryNeed.Require($"the tangent features of {most} points", most, "points", count => Enumerable.Repeat(ArraySize.Of<double>(count, (2L * m1) + m2 + row), 2));
        var features = Evaluate(left);
        return new Kernel(_shape, features, ReferenceEquals(left, right) ? features : Evaluate(right));
    }

    /// <inheritdoc/>
    public void SetExpansion(Matrix<double> centres, Matrix<double> coefficients) => (_centres, _coefficients) = (centres, coefficients);

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        if (_centres is null || _coefficients is null)
        {
            return Matrix<double>.Build.Dense(inputs.RowCount, 1);
        }

        const int BlockRows = 256;
        var predictions = Matrix<double>.Build.Dense(inputs.RowCount, _coefficients.ColumnCount);
        var centres = Evaluate(_centres);
        for (var first = 0; first < inputs.RowCount; first += BlockRows)
        {
            var count = Math.Min(BlockRows, inputs.RowCount - first);
            var kernel = new Kernel(_shape, Evaluate(inputs.SubMatrix(first, count, 0, inputs.ColumnCount)), centres);
            var block = new double[count * kernel.Columns];
            kernel.Fill(0, count, 0, kernel.Columns, block);
            predictions.SetSubMatrix(first, 0, Matrix<double>.Build.DenseOfRowMajor(count, kernel.Columns, block) * _coefficients);
        }

        return predictions;
    }

    private Features Evaluate(Matrix<double> inputs)
    {
        var (m1, m2, row) = _shape;
        var count = inputs.RowCount;
        var features = new Features(count, new double[count * row], new double[checked(count * m1)], new double[count * m1], new double[checked(count * m2)]);
        HiddenValues.ForEach(_start, _shape, inputs, _team, block =>
        {
            var s2 = block.SecondSlopes(_start.Outputs);

            // The biases are not trained: the kernel is of the inputs without their 1.
            for (var n = 1; n <= block.Count; n++)
            {
                block.Rows[(n * row) - 1] = 0;
            }

            block.Rows.CopyTo(features.Inputs, block.First * row);
            block.FirstLayer.CopyTo(features.Values, block.First * m1);
            s2.CopyTo(features.SecondSlopes, block.First * m2);
            block.FirstSlopes(s2, _transposed).CopyTo(features.FirstSlopes, block.First * m1);
        });
        return features;
    }

    // x, h, s1 and s2, a row for each point.
    private sealed record Features(int Count, double[] Inputs, double[] Values, double[] FirstSlopes, double[] SecondSlopes);

    private sealed class Kernel(ThreeLayerShape shape, Features left, Features right) : IKernelMatrix
    {
        public int Rows => left.Count;

        public int Columns => right.Count;

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            var (inner, factor) = (new double[rows * columns], new double[rows * columns]);
            Product(shape.FirstWidth, left.Values, right.Values, inner);
            Product(shape.SecondWidth, left.SecondSlopes, right.SecondSlopes, factor);
            TensorPrimitives.Multiply(inner, factor, block);
            Product(shape.Dimension, left.Inputs, right.Inputs, inner);
            Product(shape.FirstWidth, left.FirstSlopes, right.FirstSlopes, factor);
            TensorPrimitives.MultiplyAdd(inner, factor, block[..inner.Length], block);

            void Product(int length, double[] a, double[] b, double[] result)
                => RowProducts.MultiplyNT(a.AsSpan(row * length, rows * length), b.AsSpan(column * length, columns * length), length, result);
        }
    }
}

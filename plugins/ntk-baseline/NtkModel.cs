using System.Buffers;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NtkBaseline;

/// <summary>The infinitely wide two-layer ReLU network in the kernel regime: f(x) = sum_n K(x, x_n) alpha_n.</summary>
public sealed class NtkModel : IKernelModel, IResourceUse
{
    // Kernel values of this many inputs and centres are held at a time.
    private const int BlockSize = 256;

    private readonly NtkOptions _options;
    private readonly int _threads;
    private Matrix<double>? _centres;
    private Matrix<double>? _coefficients;

    /// <summary>Checks that the points of the sample fit in memory as the kernel keeps them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="threads">How many threads a prediction takes.</param>
    /// <param name="sample">The sample; null if there is none.</param>
    /// <exception cref="CompositionException">They do not.</exception>
    public NtkModel(NtkOptions options, ThreadBudget threads, DataSet? sample = null)
    {
        (_options, _threads) = (options, threads.Count);
        if (sample is not null)
        {
            var arrays = (long count) => Arrays(count, sample.Inputs.ColumnCount, threads.Count);
            MemoryNeed.Require($"an expansion over {sample.Count} examples in {sample.Inputs.ColumnCount} dimensions", sample.Count, "examples", arrays);
            Bytes = (long)arrays(sample.Count).Aggregate(Int128.Zero, (sum, array) => sum + array.Bytes);
        }
    }

    /// <summary>The points of both sides of the kernel matrix, and the blocks of a prediction.</summary>
    public long Bytes { get; }

    /// <summary>One: solving with the kernel, whose solver reports its own use, is far more work than a prediction.</summary>
    public int UsefulThreads => 1;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights
        => _centres is null || _coefficients is null ? [] : [new("centres", _centres), new("coefficients", _coefficients)];

    /// <inheritdoc/>
    public IKernelMatrix Bind(Matrix<double> left, Matrix<double> right) => new NtkMatrix(_options.Layers, left, right);

    /// <inheritdoc/>
    public void SetExpansion(Matrix<double> centres, Matrix<double> coefficients)
    {
        _centres = centres;
        _coefficients = coefficients;
    }

    /// <summary>The predictions; zero before the first fit.</summary>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        if (_centres is not { } centres || _coefficients is not { } coefficients)
        {
            return Matrix<double>.Build.Dense(inputs.RowCount, 1);
        }

        var kernel = Bind(inputs, centres);
        var outputs = coefficients.ToColumnArrays();
        var predictions = Matrix<double>.Build.Dense(inputs.RowCount, outputs.Length);
        WorkerTeam.Get(_threads).Run((inputs.RowCount + BlockSize - 1) / BlockSize, (item, _) =>
        {
            var block = new double[BlockSize * BlockSize];
            var row = item * BlockSize;
            var rows = Math.Min(BlockSize, inputs.RowCount - row);
            for (var column = 0; column < centres.RowCount; column += BlockSize)
            {
                var columns = Math.Min(BlockSize, centres.RowCount - column);
                kernel.Fill(row, rows, column, columns, block);
                for (var output = 0; output < outputs.Length; output++)
                {
                    for (var n = 0; n < rows; n++)
                    {
                        predictions[row + n, output] += TensorPrimitives.Dot<double>(
                            block.AsSpan(n * columns, columns), outputs[output].AsSpan(column, columns));
                    }
                }
            }
        });
        return predictions;
    }

    private static IEnumerable<ArraySize> Arrays(long count, int dimension, int threads)
        => [ArraySize.Of<double>(count, dimension), ArraySize.Of<double>(count, dimension), .. Enumerable.Repeat(ArraySize.Of<double>(BlockSize, BlockSize), threads)];

    private sealed class NtkMatrix(Layers layers, Matrix<double> left, Matrix<double> right) : IKernelMatrix
    {
        private readonly int _dimension = left.ColumnCount;
        private readonly double[] _leftNorms = left.RowNorms(2).ToArray();
        private readonly double[] _rightNorms = right.RowNorms(2).ToArray();
        private readonly double[] _left = UnitRows(left);
        private readonly double[] _right = UnitRows(right);

        public int Rows => _leftNorms.Length;

        public int Columns => _rightNorms.Length;

        public void Fill(int row, int rows, int column, int columns, Span<double> block)
        {
            RowProducts.MultiplyNT(
                _left.AsSpan(row * _dimension, rows * _dimension), _right.AsSpan(column * _dimension, columns * _dimension), _dimension, block);
            var scratch = ArrayPool<double>.Shared.Rent(2 * columns);
            for (var i = 0; i < rows; i++)
            {
                NtkKernel.Evaluate(layers, _leftNorms[row + i], _rightNorms.AsSpan(column, columns), block.Slice(i * columns, columns), scratch);
            }

            ArrayPool<double>.Shared.Return(scratch);
        }

        // Row by row. A zero row stays zero: its kernel with everything is 0, regardless of the angle.
        private static double[] UnitRows(Matrix<double> points)
        {
            var rows = points.ToRowMajorArray();
            for (var i = 0; i < points.RowCount; i++)
            {
                var row = rows.AsSpan(i * points.ColumnCount, points.ColumnCount);
                var norm = TensorPrimitives.Norm<double>(row);
                if (norm > 0)
                {
                    TensorPrimitives.Divide(row, norm, row);
                }
            }

            return rows;
        }
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>
/// The network of three layers linearised at its start in the weights W and V of its hidden layers, of finite width ("NTK" in the figures of Allen-Zhu, Li and Liang 2019):
/// f(x) = f0(x) + s2^T (V - V0) h + s1^T (W - W0) x, with h, s2 = a 1[z2 &gt; 0] and s1 = (V0^T s2) 1[z1 &gt; 0] of the start.
/// </summary>
public sealed class ThreeLayerTangent : ITrainable, IResourceUse
{
    private readonly ThreeLayerShape _shape;
    private readonly ThreeLayerStart _start;
    private readonly Precision _precision;
    private readonly int _threads;
    private readonly double[] _parameters;
    private ThreeLayerGradient? _bound;

    /// <summary>Draws the start as the network does.</summary>
    /// <exception cref="CompositionException">It does not fit in memory.</exception>
    public ThreeLayerTangent(ThreeLayerTangentOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        (_shape, _precision, _threads) = (options.Shape(inputs), options.Precision, threads.Count);
        _start = options.Draw(inputs, stream);
        var (m1, m2, row) = _shape;
        Blocks =
        [
            new("weights", 0, m1, row - 1) { Role = BlockRole.HiddenWeights },
            new("second-weights", m1 * (row - 1), m2, m1) { Role = BlockRole.HiddenWeights, Layer = 2 },
        ];
        _parameters = new double[checked((m1 * (row - 1)) + _start.Second.Length)];
        for (var j = 0; j < m1; j++)
        {
            _start.First.AsSpan(j * row, row - 1).CopyTo(_parameters.AsSpan(j * (row - 1)));
        }

        _start.Second.CopyTo(_parameters, Blocks[1].Offset);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _parameters;

    /// <summary>The sums over blocks of a sample of many, and what a prediction copies.</summary>
    public long Bytes => HiddenValues.Bytes(_shape) + (_bound?.Bytes ?? 0);

    /// <inheritdoc/>
    public int UsefulThreads => _bound?.UsefulThreads ?? 1;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights
    {
        get
        {
            var (m1, m2, row) = _shape;
            var start = Matrix<double>.Build.DenseOfRowMajor(m1, row, _start.First);
            return
            [
                new("weights", Matrix<double>.Build.DenseOfRowMajor(m1, row - 1, _parameters[..Blocks[1].Offset])),
                new("second-weights", Matrix<double>.Build.DenseOfRowMajor(m2, m1, _parameters[Blocks[1].Offset..])),
                new("start", start.SubMatrix(0, m1, 0, row - 1)),
                new("biases", start.SubMatrix(0, m1, row - 1, 1)),
                new("second-start", Matrix<double>.Build.DenseOfRowMajor(m2, m1, _start.Second)),
                new("second-biases", Matrix<double>.Build.Dense(m2, 1, [.. _start.Biases])),
                new("output-weights", Matrix<double>.Build.Dense(m2, 1, [.. _start.Outputs])),
            ];
        }
    }

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        var (m1, m2, row) = _shape;
        var first = First(_parameters, new double[_start.First.Length]);
        TensorPrimitives.Subtract(first, _start.First, first);
        var second = _parameters[Blocks[1].Offset..];
        TensorPrimitives.Subtract(second, _start.Second, second);
        var transposed = HiddenValues.Transpose(_start.Second, _shape);
        var predictions = new double[inputs.RowCount];
        HiddenValues.ForEach(_start, _shape, inputs, WorkerTeam.Get(_threads), block =>
        {
            var s2 = block.SecondSlopes(_start.Outputs);
            var s1 = block.FirstSlopes(s2, transposed);
            var (ofFirst, ofSecond) = (new double[block.Count * m1], new double[block.Count * m2]);
            RowProducts.MultiplyNT(block.Rows, first, row, ofFirst);
            RowProducts.MultiplyNT(block.FirstLayer, second, m1, ofSecond);
            TensorPrimitives.Add(ofSecond, block.SecondLayer, ofSecond);
            for (var n = 0; n < block.Count; n++)
            {
                predictions[block.First + n] = TensorPrimitives.Dot<double>(s2.AsSpan(n * m2, m2), ofSecond.AsSpan(n * m2, m2)) + TensorPrimitives.Dot<double>(s1.AsSpan(n * m1, m1), ofFirst.AsSpan(n * m1, m1));
            }
        });
        return Matrix<double>.Build.Dense(predictions.Length, 1, predictions);
    }

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective)
    {
        _bound = ThreeLayerGradient.BindTangent(objective, _shape, _start, _precision, _threads);
        return new Oracle(this, _bound);
    }

    // The first layer's rows with the biases of the start.
    private double[] First(ReadOnlySpan<double> parameters, double[] rows)
    {
        var row = _shape.Dimension;
        for (var j = 0; j < _shape.FirstWidth; j++)
        {
            parameters.Slice(j * (row - 1), row - 1).CopyTo(rows.AsSpan(j * row));
            rows[((j + 1) * row) - 1] = _start.First[((j + 1) * row) - 1];
        }

        return rows;
    }

    private sealed class Oracle(ThreeLayerTangent network, ThreeLayerGradient kernel) : IGradientOracle
    {
        private readonly double[] _first = new double[network._start.First.Length];
        private readonly double[] _slopes = new double[network._start.First.Length];

        public int Examples => kernel.Examples;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            var (offset, row) = (network.Blocks[1].Offset, network._shape.Dimension);
            var weights = new ThreeLayerWeights
            {
                First = network.First(parameters, _first),
                Second = parameters[offset..],
                Biases = network._start.Biases,
                Outputs = network._start.Outputs,
            };
            var loss = kernel.Evaluate(weights, new() { First = _slopes, Second = gradient[offset..] }, batch);
            for (var j = 0; j < network._shape.FirstWidth; j++)
            {
                _slopes.AsSpan(j * row, row - 1).CopyTo(gradient[(j * (row - 1))..]);
            }

            return loss;
        }
    }
}

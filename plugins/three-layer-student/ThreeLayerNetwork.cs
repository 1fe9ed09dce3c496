using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>
/// f(x) = lambda sum_i a_i relu(sum_j v_ij relu(&lt;w_j, x&gt; + b1_j) + b2_i), the learner of Allen-Zhu, Li and Liang (2019). Weights of both hidden layers, their biases and the
/// output weights are trained or stay as they began.
/// </summary>
public sealed class ThreeLayerNetwork : ITrainable, IResourceUse, IResumable
{
    // Places among the blocks, of which those that are not trained are null.
    private const int FirstWeights = 0;
    private const int SecondWeights = 1;
    private const int FirstBiases = 2;
    private const int SecondBiases = 3;
    private const int OutputWeights = 4;

    private readonly ThreeLayerShape _shape;
    private readonly ThreeLayerStart _start;
    private readonly Precision _precision;
    private readonly int _threads;
    private readonly double[] _parameters;
    private readonly ParameterBlock?[] _blocks;
    private ThreeLayerGradient? _bound;

    /// <summary>Draws the initial parameters, each block from a stream of its own.</summary>
    /// <exception cref="CompositionException">They do not fit in memory, or nothing would be trained.</exception>
    public ThreeLayerNetwork(ThreeLayerOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        (_shape, _precision, _threads) = (options.Shape(inputs), options.Precision, threads.Count);
        _start = options.Draw(inputs, stream);
        var (m1, m2, row) = _shape;
        var length = 0;
        _blocks =
        [
            Next("weights", BlockRole.HiddenWeights, 1, m1, row - 1, options.TrainWeights),
            Next("second-weights", BlockRole.HiddenWeights, 2, m2, m1, options.TrainWeights),
            Next("biases", BlockRole.HiddenBiases, 1, m1, 1, options.TrainBiases),
            Next("second-biases", BlockRole.HiddenBiases, 2, m2, 1, options.TrainBiases),
            Next("output-weights", BlockRole.OutputWeights, 2, m2, 1, options.TrainOutputs),
        ];
        Blocks = [.. _blocks.OfType<ParameterBlock>()];
        if (Blocks.Count == 0)
        {
            throw new CompositionException("nothing of it would be trained; let TrainWeights, TrainBiases or TrainOutputs be true");
        }

        _parameters = new double[length];
        for (var j = 0; j < m1; j++)
        {
            _start.First.AsSpan(j * row, row - 1).CopyTo(Row(FirstWeights, j));
            _start.First.AsSpan(((j + 1) * row) - 1, 1).CopyTo(Row(FirstBiases, j));
        }

        CopyTo(SecondWeights, _start.Second);
        CopyTo(SecondBiases, _start.Biases);
        CopyTo(OutputWeights, _start.Outputs);

        ParameterBlock? Next(string name, BlockRole role, int layer, int neurons, int count, bool isTrained)
        {
            if (!isTrained)
            {
                return null;
            }

            var block = new ParameterBlock(name, length, neurons, count) { Role = role, Layer = layer };
            length = checked(length + block.Length);
            return block;
        }

        Span<double> Row(int block, int neuron) => _blocks[block] is { } found ? _parameters.AsSpan(found.Row(neuron)) : new double[row];

        void CopyTo(int block, double[] values)
        {
            if (_blocks[block] is { } found)
            {
                values.CopyTo(_parameters, found.Offset);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _parameters;

    /// <summary>What the outputs are multiplied by, lambda: 1 unless an optimizer changes it, as Algorithms 2 and 3 of the paper do.</summary>
    public double Scale { get; set; } = 1;

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
            var now = Now();
            var first = Matrix<double>.Build.DenseOfRowMajor(m1, row, now.First);
            return
            [
                new("weights", first.SubMatrix(0, m1, 0, row - 1)),
                new("biases", first.SubMatrix(0, m1, row - 1, 1)),
                new("second-weights", Matrix<double>.Build.DenseOfRowMajor(m2, m1, now.Second)),
                new("second-biases", Matrix<double>.Build.Dense(m2, 1, now.Biases)),
                new("output-weights", Matrix<double>.Build.Dense(m2, 1, now.Outputs)),
            ];
        }
    }

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        var now = Now();
        var predictions = new double[inputs.RowCount];
        HiddenValues.ForEach(now, _shape, inputs, WorkerTeam.Get(_threads), block =>
        {
            TensorPrimitives.Max(block.SecondLayer, 0, block.SecondLayer);
            RowProducts(block.SecondLayer, now.Outputs, predictions.AsSpan(block.First, block.Count));
        });
        return Matrix<double>.Build.Dense(predictions.Length, 1, predictions);
    }

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective)
    {
        _bound = ThreeLayerGradient.Bind(objective, _shape, _precision, _threads);
        return new Oracle(this, _bound);
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter state) => state.Write(Scale);

    /// <inheritdoc/>
    public void Restore(BinaryReader state) => Scale = state.ReadDouble();

    private static void RowProducts(double[] rows, double[] vector, Span<double> result)
    {
        for (var n = 0; n < result.Length; n++)
        {
            result[n] = TensorPrimitives.Dot<double>(rows.AsSpan(n * vector.Length, vector.Length), vector);
        }
    }

    // All parameters, trained or not, with the scale in the output weights.
    private ThreeLayerStart Now()
    {
        var outputs = Values(OutputWeights, _start.Outputs, _parameters).ToArray();
        TensorPrimitives.Multiply(outputs, Scale, outputs);
        return new(First(_parameters, [.. _start.First]), Values(SecondWeights, _start.Second, _parameters).ToArray(), Values(SecondBiases, _start.Biases, _parameters).ToArray(), outputs);
    }

    private ReadOnlySpan<double> Values(int block, double[] fixedValues, ReadOnlySpan<double> parameters)
        => _blocks[block] is { } trained ? parameters.Slice(trained.Offset, trained.Length) : fixedValues;

    // The first layer's rows with their biases.
    private double[] First(ReadOnlySpan<double> parameters, double[] rows)
    {
        var row = _shape.Dimension;
        for (var j = 0; j < _shape.FirstWidth; j++)
        {
            if (_blocks[FirstWeights] is { } weights)
            {
                parameters[weights.Row(j)].CopyTo(rows.AsSpan(j * row));
            }

            if (_blocks[FirstBiases] is { } biases)
            {
                rows[((j + 1) * row) - 1] = parameters[biases.Offset + j];
            }
        }

        return rows;
    }

    private sealed class Oracle(ThreeLayerNetwork network, ThreeLayerGradient kernel) : IGradientOracle
    {
        private readonly double[] _first = [.. network._start.First];
        private readonly double[] _firstSlopes = network._blocks[FirstWeights] is null && network._blocks[FirstBiases] is null ? [] : new double[network._start.First.Length];
        private readonly double[] _outputs = new double[network._start.Outputs.Length];

        public int Examples => kernel.Examples;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            TensorPrimitives.Multiply(network.Values(OutputWeights, network._start.Outputs, parameters), network.Scale, _outputs);
            var weights = new ThreeLayerWeights
            {
                First = network.First(parameters, _first),
                Second = network.Values(SecondWeights, network._start.Second, parameters),
                Biases = network.Values(SecondBiases, network._start.Biases, parameters),
                Outputs = _outputs,
            };
            var outputs = Of(OutputWeights, gradient);
            var loss = kernel.Evaluate(weights, new() { First = _firstSlopes, Second = Of(SecondWeights, gradient), Biases = Of(SecondBiases, gradient), Outputs = outputs }, batch);
            TensorPrimitives.Multiply(outputs, network.Scale, outputs);
            var rows = Of(FirstWeights, gradient);
            var biases = Of(FirstBiases, gradient);
            var row = network._shape.Dimension;
            for (var j = 0; j < network._shape.FirstWidth; j++)
            {
                if (!rows.IsEmpty)
                {
                    _firstSlopes.AsSpan(j * row, row - 1).CopyTo(rows[(j * (row - 1))..]);
                }

                if (!biases.IsEmpty)
                {
                    biases[j] = _firstSlopes[((j + 1) * row) - 1];
                }
            }

            return loss;
        }

        private Span<double> Of(int block, Span<double> gradient) => network._blocks[block] is { } trained ? gradient.Slice(trained.Offset, trained.Length) : [];
    }
}

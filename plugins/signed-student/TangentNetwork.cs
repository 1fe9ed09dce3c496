using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SignedStudent;

/// <summary>
/// The two-layer network linearised at its start (w0, a0): f(x) = f0(x) + &lt;df0, (w, a) - (w0, a0)&gt;, of finite width. With an activation that is positively homogeneous
/// it is sum_i act'(&lt;w0_i, x&gt;) &lt;u_i, x&gt; with u_i = a_i w0_i + a0_i (w_i - w0_i), a bias being the weight of an input that is 1.
/// </summary>
public sealed class TangentNetwork : ITrainable
{
    // Examples whose pre-activations are held at a time.
    private const int BlockSize = 128;

    private readonly TwoLayerNetwork _network;
    private readonly HomogeneousActivation _activation;
    private readonly int _width;
    private readonly int _dimension;
    private readonly int _row;
    private readonly double[] _start;
    private readonly double[] _outputs;

    /// <summary>Draws the start as the network itself does.</summary>
    /// <exception cref="CompositionException">See <see cref="TwoLayerNetwork"/>.</exception>
    public TangentNetwork(TwoLayerOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        _network = new TwoLayerNetwork(options, inputs, stream, threads);
        (_activation, _width, _dimension, _row) = (options.Activation.Activation(), options.Width, inputs.Dimension, inputs.Dimension + (options.Biases ? 1 : 0));
        var neurons = _network.Neurons;
        _start = (neurons.Biases is { } biases ? neurons.Weights.Append(biases.ToColumnMatrix()) : neurons.Weights).ToRowMajorArray();
        _outputs = neurons.Outputs.Column(0).ToArray();
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks => _network.Blocks;

    /// <inheritdoc/>
    public Span<double> Parameters => _network.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights
        => [.. _network.Weights, new("start", Matrix<double>.Build.DenseOfRowMajor(_width, _row, _start)), new("start-outputs", Matrix<double>.Build.Dense(_width, 1, (double[])_outputs.Clone()))];

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        var predictions = new double[inputs.RowCount];
        ForEachBlock(inputs, Directions(Parameters), block => Predict(block).CopyTo(predictions, block.First));
        return Matrix<double>.Build.Dense(predictions.Length, 1, predictions);
    }

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective) => objective.OverFiniteLaw() is SampleObjective sample
        ? new Oracle(this, sample.Examples, sample.Loss)
        : throw new CompositionException("a linearised network has no gradient of a population loss unless the law of the inputs has few of them; choose an objective over examples");

    // The u_i row by row.
    private double[] Directions(ReadOnlySpan<double> parameters)
    {
        var directions = new double[_start.Length];
        for (var i = 0; i < _width; i++)
        {
            var start = _start.AsSpan(i * _row, _row);
            var u = directions.AsSpan(i * _row, _row);
            var output = this.Find(BlockRole.OutputWeights) is { } outputs ? parameters[outputs.Offset + i] : _outputs[i];
            TensorPrimitives.Multiply(start, output, u);
            foreach (var (block, place) in Hidden())
            {
                for (var k = 0; k < block.Inputs; k++)
                {
                    u[place + k] += _outputs[i] * (parameters[block.Offset + (i * block.Inputs) + k] - start[place + k]);
                }
            }
        }

        return directions;
    }

    // The trained blocks before the activation, and where a neuron's part of each begins in its row.
    private IEnumerable<(ParameterBlock Block, int Place)> Hidden()
    {
        if (this.Find(BlockRole.HiddenWeights) is { } weights)
        {
            yield return (weights, 0);
        }

        if (this.Find(BlockRole.HiddenBiases) is { } biases)
        {
            yield return (biases, _dimension);
        }
    }

    // Each block of inputs, n x row with the 1 of a bias, and the act'(<w0_i, x>) and <u_i, x>, n x m.
    private void ForEachBlock(Matrix<double> inputs, double[] directions, Action<Block> use)
    {
        var most = Math.Min(BlockSize, inputs.RowCount);
        var (slopes, inner) = (new double[most * _width], new double[most * _width]);
        for (var first = 0; first < inputs.RowCount; first += BlockSize)
        {
            var count = Math.Min(BlockSize, inputs.RowCount - first);
            var block = inputs.SubMatrix(first, count, 0, inputs.ColumnCount);
            var rows = (_row > _dimension ? block.Append(Matrix<double>.Build.Dense(count, 1, 1)) : block).ToRowMajorArray();
            RowProducts.MultiplyNT(rows, _start, _row, slopes);
            RowProducts.MultiplyNT(rows, directions, _row, inner);
            for (var k = 0; k < count * _width; k++)
            {
                slopes[k] = _activation.Derivative(slopes[k]);
            }

            use(new Block(first, count, rows, slopes, inner));
        }
    }

    private double[] Predict(Block block)
        => [.. Enumerable.Range(0, block.Count).Select(n => TensorPrimitives.Dot<double>(block.Slopes.AsSpan(n * _width, _width), block.Inner.AsSpan(n * _width, _width)))];

    private sealed record Block(int First, int Count, double[] Rows, double[] Slopes, double[] Inner);

    // With the field G_i = E loss'(f(x)) act'(<w0_i, x>) x: dL/dw_i = a0_i G_i and dL/da_i = <w0_i, G_i>.
    private sealed class Oracle(TangentNetwork network, IExampleSource source, IPointwiseLoss loss) : IGradientOracle
    {
        private readonly double[] _field = new double[network._start.Length];

        public int Examples => source.IsFixed ? source.Next().Count : 0;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            var examples = source.Next();
            if (batch.Length > 0)
            {
                var chosen = batch.ToArray();
                examples = new DataSet(
                    Matrix<double>.Build.Dense(chosen.Length, examples.Inputs.ColumnCount, (n, k) => examples.Inputs[chosen[n], k]),
                    Matrix<double>.Build.Dense(chosen.Length, 1, (n, _) => examples.Labels[chosen[n], 0]));
            }

            var total = 0.0;
            var (labels, row) = (examples.Labels.Column(0).ToArray(), network._row);
            Array.Clear(_field);
            network.ForEachBlock(examples.Inputs, network.Directions(parameters), block =>
            {
                var derivatives = new double[block.Count];
                total += loss.Evaluate(network.Predict(block), labels.AsSpan(block.First, block.Count), derivatives);
                for (var n = 0; n < block.Count; n++)
                {
                    for (var i = 0; i < network._width; i++)
                    {
                        var slope = block.Slopes[(n * network._width) + i] * derivatives[n] / labels.Length;
                        if (slope != 0)
                        {
                            var field = _field.AsSpan(i * row, row);
                            TensorPrimitives.MultiplyAdd(block.Rows.AsSpan(n * row, row), slope, field, field);
                        }
                    }
                }
            });
            for (var i = 0; i < network._width; i++)
            {
                var field = _field.AsSpan(i * row, row);
                foreach (var (hidden, place) in network.Hidden())
                {
                    TensorPrimitives.Multiply(field.Slice(place, hidden.Inputs), network._outputs[i], gradient.Slice(hidden.Offset + (i * hidden.Inputs), hidden.Inputs));
                }

                if (network.Find(BlockRole.OutputWeights) is { } outputs)
                {
                    gradient[outputs.Offset + i] = TensorPrimitives.Dot(network._start.AsSpan(i * row, row), field);
                }
            }

            return total / labels.Length;
        }
    }
}

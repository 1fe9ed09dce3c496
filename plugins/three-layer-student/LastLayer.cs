using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>Options of the model "last-layer".</summary>
public sealed class LastLayerOptions : ThreeLayerStartOptions
{
    /// <summary>The number of hidden layers: of 1, <see cref="ThreeLayerStartOptions.SecondWidth"/> and its scale mean nothing.</summary>
    [Range(1, 2)]
    public int HiddenLayers { get; init; } = 2;
}

/// <summary>
/// A network of one or two hidden ReLU layers of which only the output weights are trained ("last" in the figures of Allen-Zhu, Li and Liang 2019, the conjugate kernel): linear in
/// the values of the last hidden layer. Gradient optimizers and the exact ridge solution take the same features.
/// </summary>
public sealed class LastLayer : ITrainable, IFeatureModel, IResourceUse
{
    private readonly ThreeLayerShape _shape;
    private readonly ThreeLayerStart _start;
    private readonly bool _isDeep;
    private readonly WorkerTeam _team;
    private readonly double[] _parameters;

    /// <summary>Draws the network as "three-layer" does.</summary>
    /// <exception cref="CompositionException">It does not fit in memory, or a second layer is described that is not there.</exception>
    public LastLayer(LastLayerOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        _isDeep = options.HiddenLayers == 2;
        if (!_isDeep && (options.SecondWidth ?? options.SecondWeightScale) is not null)
        {
            throw new CompositionException("SecondWidth and SecondWeightScale are of a second hidden layer, and HiddenLayers is 1; leave them out, or let HiddenLayers be 2");
        }

        // A second layer of one neuron that is not used costs nothing.
        var network = _isDeep ? options : new LastLayerOptions { Width = options.Width, SecondWidth = 1, WeightScale = options.WeightScale };
        (_shape, _start, _team) = (network.Shape(inputs), network.Draw(inputs, stream), WorkerTeam.Get(threads.Count));
        var outputs = stream.Child("outputs");
        _parameters = [.. Enumerable.Range(0, _isDeep ? _shape.SecondWidth : _shape.FirstWidth).Select(_ => options.OutputScale * outputs.NextGaussian())];
        Blocks = [new("output-weights", 0, _parameters.Length, 1) { Role = BlockRole.OutputWeights, Layer = options.HiddenLayers }];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _parameters;

    /// <summary>The weights that an evaluation copies, and the values of a block of inputs.</summary>
    public long Bytes => HiddenValues.Bytes(_shape);

    /// <summary>One: solving with the features, whose solver reports its own use, is far more work than they are, and a gradient step far less.</summary>
    public int UsefulThreads => 1;

    /// <inheritdoc/>
    public int Features => _parameters.Length;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights
    {
        get
        {
            var (m1, m2, row) = _shape;
            var first = Matrix<double>.Build.DenseOfRowMajor(m1, row, _start.First);
            return
            [
                new("weights", first.SubMatrix(0, m1, 0, row - 1)),
                new("biases", first.SubMatrix(0, m1, row - 1, 1)),
                .. _isDeep ? [new NamedArray("second-weights", Matrix<double>.Build.DenseOfRowMajor(m2, m1, _start.Second)), new("second-biases", Matrix<double>.Build.Dense(m2, 1, [.. _start.Biases]))] : Array.Empty<NamedArray>(),
                new("output-weights", Matrix<double>.Build.Dense(Features, 1, [.. _parameters])),
            ];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="CompositionException">There are several outputs.</exception>
    public void SetWeights(Matrix<double> weights)
    {
        RequireOneOutput(weights.ColumnCount);
        weights.Column(0).ToArray().CopyTo(_parameters, 0);
    }

    /// <inheritdoc/>
    public Matrix<double> Evaluate(Matrix<double> inputs)
    {
        var features = new double[(long)inputs.RowCount * Features];
        ForEach(inputs, (first, block) =>
        {
            for (var place = 0; place < block.Length; place++)
            {
                // Feature by feature, which is how MathNet stores the N x M matrix.
                features[((long)(place % Features) * inputs.RowCount) + first + (place / Features)] = block[place];
            }
        });
        return Matrix<double>.Build.Dense(inputs.RowCount, Features, features);
    }

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs)
    {
        var predictions = new double[inputs.RowCount];
        ForEach(inputs, (first, block) => RowProducts.MultiplyNT(block, _parameters, Features, predictions.AsSpan(first)));
        return Matrix<double>.Build.Dense(predictions.Length, 1, predictions);
    }

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective) => objective.OverFiniteLaw() is SampleObjective sample
        ? new Oracle(this, sample.Examples, sample.Loss)
        : throw new CompositionException("a network whose last layer is trained has no gradient of a population loss unless the law of the inputs has few of them; choose an objective over examples");

    private static void RequireOneOutput(int outputs)
    {
        if (outputs != 1)
        {
            throw new CompositionException($"a network of a last layer here has one output; the sample has {outputs}");
        }
    }

    private double[] Rows(Matrix<double> inputs)
    {
        MemoryNeed.Require($"the {Features} features of {inputs.RowCount} examples", inputs.RowCount, "examples", count => [ArraySize.Of<double>(count, Features)]);
        var rows = new double[(long)inputs.RowCount * Features];
        ForEach(inputs, (first, block) => block.CopyTo(rows, (long)first * Features));
        return rows;
    }

    // Where a block of inputs begins and its features, input by input.
    private void ForEach(Matrix<double> inputs, Action<int, double[]> use) => HiddenValues.ForEach(_start, _shape, inputs, _team, block =>
    {
        TensorPrimitives.Max(block.SecondLayer, 0, block.SecondLayer);
        use(block.First, _isDeep ? block.SecondLayer : block.FirstLayer);
    });

    private sealed class Oracle(LastLayer network, IExampleSource source, IPointwiseLoss loss) : IGradientOracle
    {
        private readonly double[]? _rows = source.IsFixed ? network.Rows(source.Next().Inputs) : null;

        public int Examples => source.IsFixed ? source.Next().Count : 0;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            var examples = source.Next();
            RequireOneOutput(examples.Labels.ColumnCount);
            var (rows, width) = (_rows ?? network.Rows(examples.Inputs), network.Features);
            var chosen = batch.IsEmpty ? [.. Enumerable.Range(0, examples.Count)] : batch.ToArray();
            var (predictions, labels, derivatives) = (new double[chosen.Length], new double[chosen.Length], new double[chosen.Length]);
            for (var n = 0; n < chosen.Length; n++)
            {
                (predictions[n], labels[n]) = (TensorPrimitives.Dot(rows.AsSpan(chosen[n] * width, width), parameters), examples.Labels[chosen[n], 0]);
            }

            var total = loss.Evaluate(predictions, labels, derivatives);
            gradient.Clear();
            for (var n = 0; n < chosen.Length; n++)
            {
                TensorPrimitives.MultiplyAdd(rows.AsSpan(chosen[n] * width, width), derivatives[n] / chosen.Length, gradient, gradient);
            }

            return total / chosen.Length;
        }
    }
}

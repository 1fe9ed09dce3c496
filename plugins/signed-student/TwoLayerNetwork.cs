using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SignedStudent;

/// <summary>
/// f(x) = sum_i a_i act(&lt;w_i, x&gt; + b_i): a two-layer network with signed output weights. Hidden weights, biases and output weights are trained or
/// stay as they began, each on its own.
/// </summary>
public sealed class TwoLayerNetwork : ITrainable, ITwoLayerNetwork, IResourceUse
{
    // All parameters, and copies of them that an evaluation makes.
    private const int Copies = 3;

    private readonly TwoLayerOptions _options;
    private readonly HomogeneousActivation _activation;
    private readonly int _dimension;
    private readonly int _threads;
    private readonly double[] _trained;
    private readonly Values _weights;
    private readonly Values _biases;
    private readonly Values _outputs;
    private TwoLayerGradient? _bound;

    /// <summary>Draws the initial parameters, each block from a stream of its own.</summary>
    /// <exception cref="CompositionException">They do not fit in memory, or nothing would be trained.</exception>
    public TwoLayerNetwork(TwoLayerOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        (_options, _activation, _dimension, _threads) = (options, options.Activation.Activation(), inputs.Dimension, threads.Count);
        MemoryNeed.Require(
            $"Width is {options.Width}: a network of that many neurons in {_dimension} dimensions",
            options.Width,
            "neurons",
            width => Enumerable.Repeat(ArraySize.Of<double>(width, _dimension + 2), Copies));
        var blocks = new List<ParameterBlock>();
        var trained = new List<double>();
        _weights = Add(
            "hidden-weights", BlockRole.HiddenWeights, _dimension, options.TrainWeights,
            options.Weights.Draw(options.WeightScale ?? (1 / Math.Sqrt(_dimension)), options.Width, _dimension, stream.Child("weights")));
        _biases = Add(
            "hidden-biases", BlockRole.HiddenBiases, 1, options.Biases && options.TrainBiases,
            options.Biases ? options.BiasLaw.Draw(options.BiasScale, options.Width, 1, stream.Child("biases")) : []);
        _outputs = Add(
            "output-weights", BlockRole.OutputWeights, 1, options.TrainOutputs,
            options.Outputs.Draw(options.OutputScale ?? (1 / Math.Sqrt(options.Width)), options.Width, 1, stream.Child("outputs")));
        if (blocks.Count == 0)
        {
            throw new CompositionException("nothing of it would be trained; let TrainWeights, TrainOutputs, or with Biases TrainBiases be true");
        }

        (Blocks, _trained) = (blocks, [.. trained]);

        Values Add(string name, BlockRole role, int length, bool isTrained, double[] values)
        {
            if (!isTrained)
            {
                return new Values(values, -1, values.Length);
            }

            blocks.Add(new ParameterBlock(name, trained.Count, options.Width, length) { Role = role });
            trained.AddRange(values);
            return new Values([], blocks[^1].Offset, values.Length);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _trained;

    /// <summary>The sample as the training kernel keeps it; 0 before <see cref="BindLoss"/>.</summary>
    public long Bytes => _bound?.Bytes ?? 0;

    /// <summary>Enough for a step over the objective that the model is bound to; 1 before <see cref="BindLoss"/>.</summary>
    public int UsefulThreads => _bound?.UsefulThreads ?? 1;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights =>
    [
        new("hidden-weights", Matrix(_weights, _dimension)),
        .. _options.Biases ? [new NamedArray("hidden-biases", Matrix(_biases, 1))] : Array.Empty<NamedArray>(),
        new("output-weights", Matrix(_outputs, 1)),
    ];

    /// <inheritdoc/>
    public Neurons Neurons => new(Matrix(_weights, _dimension), Matrix(_outputs, 1), _activation)
    {
        Biases = _options.Biases ? Vector<double>.Build.DenseOfArray(_biases.In(_trained).ToArray()) : null,
    };

    // The weights of a neuron in the kernel, to which its bias belongs: the input has then one more coordinate, which is 1.
    private int Row => _dimension + (_options.Biases ? 1 : 0);

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs) => Neurons.Predict(inputs, WorkerTeam.Get(_threads));

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective)
    {
        _bound = TwoLayerGradient.Bind(objective, _activation, _options.Width, Row, _options.Precision, _threads);
        return new Oracle(this, _bound);
    }

    private Matrix<double> Matrix(Values values, int columns) => Matrix<double>.Build.DenseOfRowMajor(_options.Width, columns, values.In(_trained).ToArray());

    // Parameters of one kind: a part of those that are trained, or fixed ones.
    private sealed record Values(double[] Fixed, int Offset, int Length)
    {
        public bool AreTrained => Offset >= 0;

        public ReadOnlySpan<double> In(ReadOnlySpan<double> trained) => AreTrained ? trained.Slice(Offset, Length) : Fixed;

        public Span<double> Of(Span<double> gradient) => gradient.Slice(Offset, Length);
    }

    // dL/dw_i = a_i G_i, dL/db_i the same of the input 1, dL/da_i = <(w_i, b_i), G_i>.
    private sealed class Oracle(TwoLayerNetwork network, TwoLayerGradient kernel) : IGradientOracle
    {
        private readonly double[] _field = new double[kernel.Width * kernel.Dimension];
        private readonly double[] _rows = network._options.Biases ? new double[kernel.Width * kernel.Dimension] : [];

        public int Examples => kernel.Examples;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            var rows = Rows(parameters);
            var outputs = network._outputs.In(parameters);
            var loss = kernel.Evaluate(rows, outputs, _field, batch);
            for (var i = 0; i < kernel.Width; i++)
            {
                var field = _field.AsSpan(i * kernel.Dimension, kernel.Dimension);
                if (network._outputs.AreTrained)
                {
                    network._outputs.Of(gradient)[i] = TensorPrimitives.Dot(rows.Slice(i * kernel.Dimension, kernel.Dimension), field);
                }

                if (network._weights.AreTrained)
                {
                    TensorPrimitives.Multiply(field[..network._dimension], outputs[i], network._weights.Of(gradient).Slice(i * network._dimension, network._dimension));
                }

                if (network._biases.AreTrained)
                {
                    network._biases.Of(gradient)[i] = outputs[i] * field[^1];
                }
            }

            return loss;
        }

        private ReadOnlySpan<double> Rows(ReadOnlySpan<double> parameters)
        {
            var weights = network._weights.In(parameters);
            if (!network._options.Biases)
            {
                return weights;
            }

            var biases = network._biases.In(parameters);
            for (var i = 0; i < kernel.Width; i++)
            {
                var row = _rows.AsSpan(i * kernel.Dimension, kernel.Dimension);
                weights.Slice(i * network._dimension, network._dimension).CopyTo(row);
                row[^1] = biases[i];
            }

            return _rows;
        }
    }
}

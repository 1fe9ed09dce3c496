using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ReluStudent;

/// <summary>
/// f_W(x) = (1/m) sum_i ||w_i|| act(&lt;w_i, x&gt;): a two-layer network whose output weight is the neuron's own norm
/// (Li, Ma and Zhang 2020, section 2).
/// </summary>
public sealed class Student : ITrainable, ITwoLayerNetwork, IResourceUse
{
    private readonly StudentOptions _options;
    private readonly HomogeneousActivation _activation;
    private readonly int _dimension;
    private readonly int _threads;
    private readonly double[] _weights;
    private TwoLayerGradient? _bound;

    // The weights, and copies of them that an evaluation makes.
    private const int Copies = 3;

    /// <summary>Draws the initial weights, N(0, I/d) times the initial scale.</summary>
    /// <exception cref="CompositionException">They do not fit in memory.</exception>
    public Student(StudentOptions options, InputLaw inputs, RandomStream stream, ThreadBudget threads)
    {
        _options = options;
        _activation = options.Activation.Activation();
        _dimension = inputs.Dimension;
        _threads = threads.Count;
        MemoryNeed.Require(
            $"Width is {options.Width}: a network of that many neurons in {_dimension} dimensions",
            options.Width,
            "neurons",
            width => Enumerable.Repeat(ArraySize.Of<double>(width, _dimension), Copies));
        _weights = new double[options.Width * _dimension];
        var scale = options.InitialScale / Math.Sqrt(_dimension);
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = scale * stream.NextGaussian();
        }

        Blocks = [new ParameterBlock("weights", 0, options.Width, _dimension)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _weights;

    /// <summary>The sample as the training kernel keeps it; 0 before <see cref="BindLoss"/>.</summary>
    public long Bytes => _bound?.Bytes ?? 0;

    /// <summary>Enough for a step over the objective that the model is bound to; 1 before <see cref="BindLoss"/>.</summary>
    public int UsefulThreads => _bound?.UsefulThreads ?? 1;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => [new("weights", Matrix())];

    /// <inheritdoc/>
    public Neurons Neurons
    {
        get
        {
            var outputs = new double[_options.Width];
            OutputWeights(_weights, outputs);
            return new Neurons(Matrix(), Matrix<double>.Build.DenseOfColumnMajor(_options.Width, 1, outputs), _activation);
        }
    }

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs) => Neurons.Predict(inputs, WorkerTeam.Get(_threads));

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective)
    {
        _bound = TwoLayerGradient.Bind(objective, _activation, _options.Width, _dimension, _options.Precision, _threads);
        return new Oracle(this, _bound);
    }

    private Matrix<double> Matrix() => Matrix<double>.Build.DenseOfRowMajor(_options.Width, _dimension, _weights);

    // c_i = ||w_i|| / m.
    private void OutputWeights(ReadOnlySpan<double> weights, Span<double> outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            var squared = 0.0;
            foreach (var value in weights.Slice(i * _dimension, _dimension))
            {
                squared += value * value;
            }

            outputs[i] = Math.Sqrt(squared) / outputs.Length;
        }
    }

    // dL/dw_i = (1/m) (||w_i|| G_i + <w_i, G_i> w_i / ||w_i||): the neuron's weights appear in its output weight too.
    private sealed class Oracle(Student student, TwoLayerGradient network) : IGradientOracle
    {
        private readonly double[] _outputs = new double[network.Width];

        public int Examples => network.Examples;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            student.OutputWeights(parameters, _outputs);
            var loss = network.Evaluate(parameters, _outputs, gradient, batch);
            for (var i = 0; i < network.Width; i++)
            {
                var weights = parameters.Slice(i * network.Dimension, network.Dimension);
                var field = gradient.Slice(i * network.Dimension, network.Dimension);
                var inner = 0.0;
                for (var k = 0; k < field.Length; k++)
                {
                    inner += weights[k] * field[k];
                }

                var norm = _outputs[i] * network.Width;
                var radial = norm > 0 ? inner / (norm * network.Width) : 0;
                for (var k = 0; k < field.Length; k++)
                {
                    field[k] = (_outputs[i] * field[k]) + (radial * weights[k]);
                }
            }

            return loss;
        }
    }
}

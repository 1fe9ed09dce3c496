using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SignedStudent;

/// <summary>Options of the model "fixed-directions".</summary>
public sealed class FixedDirectionsOptions
{
    /// <summary>The number m of neurons.</summary>
    [Range(1, 1_000_000)]
    public int Width { get; init; } = 1000;

    /// <summary>The activation.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Relu;

    /// <summary>Where all |a_j| = b_j start. None: m^(-1/2).</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double? Scale { get; init; }
}

/// <summary>
/// f(x) = sum_j a_j b_j act(&lt;v_j, x&gt;) with unit directions v_j that stay as they were drawn: hidden weights change in norm only (a regime of Telgarsky 2023). From the balanced start
/// a_j = +-b_j gradient flow keeps a_j = +-b_j, so that it is a flow of the masses b_j^2.
/// </summary>
public sealed class FixedDirections : ITrainable, ITwoLayerNetwork
{
    private readonly Matrix<double> _directions;
    private readonly HomogeneousActivation _activation;
    private readonly double[] _parameters;

    /// <summary>Draws directions and signs.</summary>
    /// <exception cref="CompositionException">They do not fit in memory.</exception>
    public FixedDirections(FixedDirectionsOptions options, InputLaw inputs, RandomStream stream)
    {
        MemoryNeed.Require(
            $"Width is {options.Width}: that many directions in {inputs.Dimension} dimensions", options.Width, "neurons", width => Enumerable.Repeat(ArraySize.Of<double>(width, inputs.Dimension + 2), 2));
        _activation = options.Activation.Activation();
        _directions = new UnitSphere(inputs.Dimension).Draw(options.Width, stream.Child("directions"));
        var (scale, signs, width) = (options.Scale ?? (1 / Math.Sqrt(options.Width)), stream.Child("signs"), options.Width);
        Blocks = [new("output-weights", 0, width, 1) { Role = BlockRole.OutputWeights }, new("norms", width, width, 1) { Role = BlockRole.Other }];
        _parameters = [.. Enumerable.Range(0, width).Select(_ => signs.NextDouble() < 0.5 ? -scale : scale), .. Enumerable.Repeat(scale, width)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <inheritdoc/>
    public Span<double> Parameters => _parameters;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => [new("directions", _directions), new("output-weights", Block(0)), new("norms", Block(1))];

    /// <summary>The hidden weights are b_j v_j.</summary>
    public Neurons Neurons => new(Matrix<double>.Build.DiagonalOfDiagonalVector(Block(1).Column(0)) * _directions, Block(0), _activation);

    private int Width => Blocks[0].Neurons;

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs) => (Features(inputs) * Masses(_parameters)).ToColumnMatrix();

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective) => objective.OverFiniteLaw() is SampleObjective sample
        ? new Oracle(this, sample.Examples, sample.Loss)
        : throw new CompositionException("a network of fixed directions has no gradient of a population loss unless the law of the inputs has few of them; choose an objective over examples");

    private Matrix<double> Block(int block) => Matrix<double>.Build.Dense(Width, 1, (j, _) => _parameters[Blocks[block].Offset + j]);

    private Matrix<double> Features(Matrix<double> inputs) => inputs.TransposeAndMultiply(_directions).Map(_activation.Value);

    private Vector<double> Masses(ReadOnlySpan<double> parameters)
    {
        var masses = new double[Width];
        for (var j = 0; j < Width; j++)
        {
            masses[j] = parameters[j] * parameters[Width + j];
        }

        return Vector<double>.Build.Dense(masses);
    }

    // With h_j = E loss'(f(x)) act(<v_j, x>): dL/da_j = b_j h_j and dL/db_j = a_j h_j.
    private sealed class Oracle(FixedDirections network, IExampleSource source, IPointwiseLoss loss) : IGradientOracle
    {
        private readonly Matrix<double>? _features = source.IsFixed ? network.Features(source.Next().Inputs) : null;

        public int Examples => _features?.RowCount ?? 0;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            var examples = source.Next();
            var (features, labels) = (_features ?? network.Features(examples.Inputs), examples.Labels.Column(0));
            if (batch.Length > 0)
            {
                var chosen = batch.ToArray();
                features = Matrix<double>.Build.DenseOfRowVectors(chosen.Select(features.Row));
                labels = Vector<double>.Build.DenseOfEnumerable(chosen.Select(n => labels[n]));
            }

            var derivatives = new double[labels.Count];
            var total = loss.Evaluate((features * network.Masses(parameters)).ToArray(), labels.ToArray(), derivatives);
            var field = features.TransposeThisAndMultiply(Vector<double>.Build.Dense(derivatives)) / labels.Count;
            for (var j = 0; j < network.Width; j++)
            {
                gradient[j] = parameters[network.Width + j] * field[j];
                gradient[network.Width + j] = parameters[j] * field[j];
            }

            return total / labels.Count;
        }
    }
}

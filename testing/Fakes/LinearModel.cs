using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Fakes;

/// <summary>The smallest model with a gradient: f(x) = &lt;w, x&gt; with w standard Gaussian at the start. It has a gradient of any sample objective.</summary>
/// <param name="inputs">The law of the inputs.</param>
/// <param name="stream">Where w is drawn from.</param>
public sealed class LinearModel(InputLaw inputs, RandomStream stream) : ITrainable
{
    private readonly double[] _weights = new StandardGaussian(inputs.Dimension).Draw(1, stream).ToRowMajorArray();

    /// <inheritdoc/>
    public IReadOnlyList<ParameterBlock> Blocks { get; } = [new("weights", 0, 1, inputs.Dimension)];

    /// <inheritdoc/>
    public Span<double> Parameters => _weights;

    /// <inheritdoc/>
    public IReadOnlyList<NamedArray> Weights => [new("weights", Matrix<double>.Build.DenseOfRowMajor(1, _weights.Length, _weights))];

    /// <inheritdoc/>
    public Matrix<double> Predict(Matrix<double> inputs) => inputs * Matrix<double>.Build.Dense(_weights.Length, 1, _weights);

    /// <inheritdoc/>
    public IGradientOracle BindLoss(Objective objective) => objective is SampleObjective sample
        ? new Oracle(sample)
        : throw new CompositionException($"a linear model has no gradient of the objective {objective.GetType().Name}, only of one over examples");

    private sealed class Oracle(SampleObjective objective) : IGradientOracle
    {
        public int Examples { get; } = objective.Examples.IsFixed ? objective.Examples.Next().Count : 0;

        public double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch)
        {
            var (inputs, labels) = objective.Examples.Next();
            int[] examples = batch.IsEmpty ? [.. Enumerable.Range(0, inputs.RowCount)] : batch.ToArray();
            var weights = Vector<double>.Build.Dense(parameters.ToArray());
            double[] predictions = [.. examples.Select(n => inputs.Row(n) * weights)];
            var derivatives = new double[examples.Length];
            var loss = objective.Loss.Evaluate(predictions, examples.Select(n => labels[n, 0]).ToArray(), derivatives);
            var sum = Vector<double>.Build.Dense(parameters.Length);
            foreach (var (n, derivative) in examples.Zip(derivatives))
            {
                sum += derivative * inputs.Row(n);
            }

            (sum / examples.Length).AsArray().CopyTo(gradient);
            return loss / examples.Length;
        }
    }
}

using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound model whose features are the coordinates, that each of the others spoils in one way.</summary>
internal class SoundFeatures(InputLaw inputs) : IFeatureModel
{
    private Matrix<double> _weights = Matrix<double>.Build.Dense(inputs.Dimension, 1);

    public virtual int Features => inputs.Dimension;

    public IReadOnlyList<NamedArray> Weights => [new("weights", _weights)];

    public virtual Matrix<double> Evaluate(Matrix<double> inputs) => inputs;

    public virtual void SetWeights(Matrix<double> weights) => _weights = weights;

    public virtual Matrix<double> Predict(Matrix<double> inputs) => Evaluate(inputs) * _weights;
}

internal sealed class FewerFeatures(InputLaw inputs) : SoundFeatures(inputs)
{
    public override int Features => 1;
}

internal sealed class HalfTheWeights(InputLaw inputs) : SoundFeatures(inputs)
{
    public override void SetWeights(Matrix<double> weights) => base.SetWeights(weights / 2);
}

internal sealed class UnseededFeatures(InputLaw inputs) : SoundFeatures(inputs)
{
    private static int _created;
    private readonly int _number = ++_created;

    public override Matrix<double> Evaluate(Matrix<double> inputs) => inputs * _number;
}

internal sealed class FeaturesOfTheirThreads(InputLaw inputs, ThreadBudget threads) : SoundFeatures(inputs)
{
    public override Matrix<double> Evaluate(Matrix<double> inputs) => inputs * (1 + (1e-16 * threads.Count * 2));
}

internal sealed class CentringFeatures(InputLaw inputs) : SoundFeatures(inputs)
{
    public override Matrix<double> Predict(Matrix<double> inputs)
    {
        var values = base.Predict(inputs);
        return values - values[0, 0];
    }
}

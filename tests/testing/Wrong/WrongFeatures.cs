using BeyondNtk.Abstractions;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>A sound model whose features are the coordinates, that each of the others spoils in one way.</summary>
internal class SoundFeatures(InputLaw inputs) : IFeatureModel
{
    private Matrix<double> _weights = Matrix<double>.Build.Dense(inputs.Dimension, 1);

    public virtual int Features => inputs.Dimension;

    public IReadOnlyList<NamedArray> Weights => [new("weights", _weights)];

    public Matrix<double> Evaluate(Matrix<double> inputs) => inputs;

    public virtual void SetWeights(Matrix<double> weights) => _weights = weights;

    public Matrix<double> Predict(Matrix<double> inputs) => inputs * _weights;
}

internal sealed class FewerFeatures(InputLaw inputs) : SoundFeatures(inputs)
{
    public override int Features => 1;
}

internal sealed class HalfTheWeights(InputLaw inputs) : SoundFeatures(inputs)
{
    public override void SetWeights(Matrix<double> weights) => base.SetWeights(weights / 2);
}

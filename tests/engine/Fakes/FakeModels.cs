using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Tests;

internal class PlainModel(RandomStream stream) : IModel
{
    public double Draw { get; } = stream.NextGaussian();

    public virtual IReadOnlyList<NamedArray> Weights { get; } = [new("weights", Matrix<double>.Build.Dense(2, 3, (i, k) => i + (0.1 * k)))];

    public Matrix<double> Predict(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1);
}

internal sealed class TrainableModel(RandomStream stream) : PlainModel(stream), ITrainable
{
    public IReadOnlyList<ParameterBlock> Blocks => [];

    public Span<double> Parameters => [];

    public IGradientOracle BindLoss(Objective objective) => throw new NotSupportedException();
}

internal sealed class WalkingModel(RandomStream stream) : PlainModel(stream), ITrainable
{
    private readonly double[] _parameters = [1, 2, 3];

    public IReadOnlyList<ParameterBlock> Blocks => [new("weights", 0, 1, 3)];

    public Span<double> Parameters => _parameters;

    public override IReadOnlyList<NamedArray> Weights => [new("weights", Matrix<double>.Build.DenseOfRowMajor(1, 3, _parameters))];

    public IGradientOracle BindLoss(Objective objective) => throw new NotSupportedException();
}

internal sealed class NetworkModel(RandomStream stream) : PlainModel(stream), ITwoLayerNetwork
{
    public Neurons Neurons => throw new NotSupportedException();
}

internal sealed class TwinArrays(RandomStream stream) : PlainModel(stream)
{
    public override IReadOnlyList<NamedArray> Weights => [new("w", Matrix<double>.Build.Dense(1, 1)), new("W", Matrix<double>.Build.Dense(1, 1))];
}

internal sealed class UnsavableModel(RandomStream stream) : PlainModel(stream)
{
    public override IReadOnlyList<NamedArray> Weights => throw new InvalidOperationException("these weights cannot be read");
}

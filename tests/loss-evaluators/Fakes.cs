using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.LossEvaluators.Tests;

/// <summary>A two-layer network as a model and as a teacher.</summary>
internal sealed class Network(Neurons neurons, InputLaw? inputs = null) : ITwoLayerNetwork, ITwoLayerTeacher
{
    public Neurons Neurons { get; } = neurons;

    public InputLaw Inputs { get; } = inputs ?? new StandardGaussian(neurons.Weights.ColumnCount);

    public IReadOnlyList<NamedArray> Weights => [];

    public static Network Draw(HomogeneousActivation activation, int width, long seed, InputLaw? inputs = null)
        => new(new Neurons(new StandardGaussian(4).Draw(width, new RandomStream(seed)), new StandardGaussian(1).Draw(width, new RandomStream(-seed)), activation), inputs);

    public Matrix<double> Predict(Matrix<double> inputs) => (inputs * Neurons.Weights.Transpose()).Map(Neurons.Activation.Value) * Neurons.Outputs;

    public Matrix<double> Target(Matrix<double> inputs) => Predict(inputs);
}

/// <summary>A model whose neurons nobody sees.</summary>
internal sealed class Opaque(IModel model) : IModel
{
    public IReadOnlyList<NamedArray> Weights => [];

    public Matrix<double> Predict(Matrix<double> inputs) => model.Predict(inputs);
}

/// <summary>Every coordinate -1 or 1.</summary>
internal sealed class Cube() : InputLaw(4)
{
    public override Matrix<double> Draw(int count, RandomStream stream) => new StandardGaussian(4).Draw(count, stream).PointwiseSign();
}

/// <summary>A data set of which only what is held out may be looked at.</summary>
internal sealed class Held(DataSet heldOut) : IDataSetTeacher
{
    public InputLaw Inputs { get; } = new Cube();

    public DataSet Training => throw new NotSupportedException();

    public DataSet? HeldOut { get; } = heldOut;

    public Matrix<double> Target(Matrix<double> inputs) => throw new NotSupportedException();
}

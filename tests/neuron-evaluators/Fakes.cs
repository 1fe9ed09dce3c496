using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NeuronEvaluators.Tests;

/// <summary>A two-layer network as a model and as a teacher.</summary>
internal sealed class Network(Neurons neurons, InputLaw? inputs = null) : ITwoLayerNetwork, ITwoLayerTeacher
{
    public Neurons Neurons { get; set; } = neurons;

    public InputLaw Inputs { get; } = inputs ?? new StandardGaussian(neurons.Weights.ColumnCount);

    public IReadOnlyList<NamedArray> Weights => [];

    public Matrix<double> Predict(Matrix<double> inputs) => throw new NotSupportedException();

    public Matrix<double> Target(Matrix<double> inputs) => throw new NotSupportedException();
}

/// <summary>Every coordinate -1 or 1.</summary>
internal sealed class Cube(int dimension) : InputLaw(dimension)
{
    public override Matrix<double> Draw(int count, RandomStream stream) => throw new NotSupportedException();
}

/// <summary>An activation that no closed form knows.</summary>
internal sealed class Tanh : IActivation
{
    public string Name => "tanh";

    public double Value(double z) => Math.Tanh(z);

    public double Derivative(double z) => 1 - Math.Pow(Math.Tanh(z), 2);
}

using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Networks and samples that the tests share.</summary>
internal static class RandomNetworks
{
    public static HomogeneousActivation Named(string activation)
        => activation == "relu" ? HomogeneousActivation.Relu : HomogeneousActivation.Abs;

    public static Neurons Draw(string activation, int width, int dimension, int outputs, RandomStream stream)
        => new(
            new StandardGaussian(dimension).Draw(width, stream),
            new StandardGaussian(outputs).Draw(width, stream) / Math.Sqrt(width),
            Named(activation));

    /// <summary>f(x) neuron by neuron, straight from the definition.</summary>
    public static double[] Predict(Neurons network, Vector<double> input)
    {
        var prediction = new double[network.Outputs.ColumnCount];
        for (var i = 0; i < network.Weights.RowCount; i++)
        {
            var z = network.Weights.Row(i).DotProduct(input);
            var activation = network.Activation.Name == "relu" ? Math.Max(z, 0) : Math.Abs(z);
            for (var output = 0; output < prediction.Length; output++)
            {
                prediction[output] += network.Outputs[i, output] * activation;
            }
        }

        return prediction;
    }
}

/// <summary>A two-layer network as a teacher.</summary>
internal sealed class NetworkTeacher(Neurons neurons, InputLaw? inputs = null) : ITwoLayerTeacher
{
    public InputLaw Inputs { get; } = inputs ?? new StandardGaussian(neurons.Weights.ColumnCount);

    public Neurons Neurons { get; } = neurons;

    public Matrix<double> Target(Matrix<double> inputs)
        => Matrix<double>.Build.DenseOfRowArrays(inputs.EnumerateRows().Select(row => RandomNetworks.Predict(Neurons, row)));
}

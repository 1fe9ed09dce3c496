using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ReluStudent.Tests;

internal static class Students
{
    public static Student Create(
        ActivationName activation, int width, int dimension, double scale = 1, Precision precision = Precision.Double, long seed = 1)
        => new(
            new StudentOptions { Activation = activation, Width = width, InitialScale = scale, Precision = precision },
            new StandardGaussian(dimension),
            new RandomStream(seed),
            new ThreadBudget(2));

    /// <summary>f_W(x) from its definition.</summary>
    public static double Predict(ReadOnlySpan<double> parameters, ActivationName activation, int width, Vector<double> input)
    {
        var sum = 0.0;
        for (var i = 0; i < width; i++)
        {
            var weights = Vector<double>.Build.DenseOfArray(parameters.Slice(i * input.Count, input.Count).ToArray());
            var z = weights.DotProduct(input);
            sum += weights.L2Norm() * (activation == ActivationName.Relu ? Math.Max(z, 0) : Math.Abs(z));
        }

        return sum / width;
    }
}

/// <summary>f*(x) = sum_j a_j |x_j|.</summary>
internal sealed class AxesTeacher(params double[] coefficients) : ITwoLayerTeacher
{
    public InputLaw Inputs { get; } = new StandardGaussian(coefficients.Length);

    public Neurons Neurons { get; } = new(
        Matrix<double>.Build.DenseIdentity(coefficients.Length),
        Matrix<double>.Build.DenseOfColumnArrays(coefficients),
        HomogeneousActivation.Abs);

    public Matrix<double> Target(Matrix<double> inputs) => inputs.PointwiseAbs() * Neurons.Outputs;
}

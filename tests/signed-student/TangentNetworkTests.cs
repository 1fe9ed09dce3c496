using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.LossesAndPenalties;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SignedStudent.Tests;

/// <summary>The network linearised at its start.</summary>
public sealed class TangentNetworkTests
{
    // f0 and the gradient of the network itself at its start, times the step; the network's gradient is that of a loss whose derivative is one.
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void IsTheFirstOrderOfTheNetwork(bool biases, bool trainOutputs)
    {
        var options = new TwoLayerOptions { Width = 6, Biases = biases, BiasScale = 0.5, TrainOutputs = trainOutputs, Precision = Numerics.Training.Precision.Double };
        var law = new StandardGaussian(3);
        var network = new TwoLayerNetwork(options, law, new RandomStream(1), new ThreadBudget(1));
        var tangent = new TangentNetwork(options, law, new RandomStream(1), new ThreadBudget(1));
        var input = law.Draw(1, new RandomStream(2));
        var gradient = new double[network.Parameters.Length];
        network.Bind(new SampleObjective(new FixedSample(new DataSet(input, Matrix<double>.Build.Dense(1, 1))), new Identity())).Gradient(network.Parameters, gradient);
        var step = new StandardGaussian(1).Draw(gradient.Length, new RandomStream(3)).Column(0).ToArray();
        var expected = network.Predict(input)[0, 0] + gradient.Zip(step, (g, s) => g * s).Sum();
        Assert.Equal(network.Predict(input)[0, 0], tangent.Predict(input)[0, 0], 1e-14);

        for (var k = 0; k < step.Length; k++)
        {
            tangent.Parameters[k] += step[k];
        }

        Assert.Equal(expected, tangent.Predict(input)[0, 0], 1e-13);
    }

    // Blocks of examples add up, and a batch is a sample of its own.
    [Fact]
    public void TheGradientIsTheSlope()
    {
        var law = new StandardGaussian(3);
        var tangent = new TangentNetwork(new() { Width = 5 }, law, new RandomStream(1), new ThreadBudget(1));
        var inputs = law.Draw(300, new RandomStream(2));
        var sample = new DataSet(inputs, inputs.Column(0).Map(x => (double)(x > 0 ? 1 : -1)).ToColumnMatrix());
        var oracle = tangent.Bind(new SampleObjective(new FixedSample(sample), new LogisticLoss()));
        var (gradient, unused) = (new double[tangent.Parameters.Length], new double[tangent.Parameters.Length]);
        oracle.Gradient(tangent.Parameters, gradient);

        for (var k = 0; k < gradient.Length; k++)
        {
            const double H = 1e-5;
            double[] up = tangent.Parameters.ToArray(), down = tangent.Parameters.ToArray();
            (up[k], down[k]) = (up[k] + H, down[k] - H);

            // Of a smooth function of size 1: h^2 and rounding over h.
            Assert.Equal((oracle.Gradient(up, unused) - oracle.Gradient(down, unused)) / (2 * H), gradient[k], 1e-9);
        }

        var batch = Enumerable.Range(0, 7).ToArray();
        var first = tangent.Bind(new SampleObjective(new FixedSample(sample.First(7)), new LogisticLoss()));
        Assert.Equal(first.Gradient(tangent.Parameters, gradient), oracle.Gradient(tangent.Parameters, unused, batch));
        Assert.Equal(gradient, unused);
    }

    private sealed class Identity : IPointwiseLoss
    {
        public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
        {
            derivatives.Fill(1);
            return predictions.ToArray().Sum();
        }
    }
}

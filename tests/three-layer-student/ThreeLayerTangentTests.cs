using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Training;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ThreeLayerStudent.Tests;

public sealed class ThreeLayerTangentTests
{
    private static readonly UnitSphere Law = new(4);

    private static readonly DataSet Sample = ThreeLayerNetworkTests.Sample(200);

    private static readonly ThreeLayerOptions Options = new() { Width = 40, SecondWidth = 55, Precision = Precision.Double };

    [Fact]
    public void ItIsTheNetworkAtTheStartAndItsDerivativeAwayFromIt()
    {
        var (network, tangent) = (new ThreeLayerNetwork(Options, Law, new RandomStream(1), new ThreadBudget(1)), Tangent());
        Assert.Equal(network.Parameters.ToArray(), tangent.Parameters.ToArray());
        var atStart = network.Predict(Sample.Inputs);
        Assert.Equal(0, (atStart - tangent.Predict(Sample.Inputs)).InfinityNorm(), 1e-12);

        // No kink lies within so short a step, from which f then deviates by its square only: the two weights are multiplied.
        const double Step = 1e-7;
        var direction = new RandomStream(9);
        var moved = network.Parameters.ToArray().Select(value => value + (Step * direction.NextGaussian())).ToArray();
        moved.CopyTo(network.Parameters);
        moved.CopyTo(tangent.Parameters);
        var (change, linear) = (network.Predict(Sample.Inputs) - atStart, tangent.Predict(Sample.Inputs) - atStart);
        Assert.Equal(0, (change - linear).InfinityNorm() / change.InfinityNorm(), 1e-5);
    }

    [Theory]
    [InlineData(Precision.Single, 2e-5)]
    [InlineData(Precision.Double, 1e-12)]
    public void ItsGradientIsThatOfItsPredictions(Precision precision, double tolerance)
    {
        var tangent = Tangent(precision);
        var stream = new RandomStream(4);
        foreach (ref var value in tangent.Parameters)
        {
            value += 0.1 * stream.NextGaussian();
        }

        var gradient = new double[tangent.Parameters.Length];
        var loss = tangent.Bind(new SampleObjective(new FixedSample(Sample), new SquaredLoss())).Gradient(tangent.Parameters, gradient);

        Assert.Equal(Loss(), loss, tolerance * loss);
        foreach (var k in (int[])[0, 77, 159, 160, 161 + 39, gradient.Length - 1])
        {
            // The loss is quadratic: central differences are exact but for rounding, for any step.
            const double Step = 0.5;
            var value = tangent.Parameters[k];
            tangent.Parameters[k] = value + Step;
            var above = Loss();
            tangent.Parameters[k] = value - Step;
            var below = Loss();
            tangent.Parameters[k] = value;
            Assert.Equal((above - below) / (2 * Step), gradient[k], tolerance * 20);
        }

        double Loss() => (tangent.Predict(Sample.Inputs) - Sample.Labels).PointwisePower(2).Column(0).Average();
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        Assert.Equal(Gradient(1), Gradient(3));

        static double[] Gradient(int threads)
        {
            var tangent = new ThreeLayerTangent(new() { Width = 150, SecondWidth = 130 }, Law, new RandomStream(1), new ThreadBudget(threads));
            var gradient = new double[tangent.Parameters.Length];
            tangent.Bind(new SampleObjective(new FixedSample(Sample), new SquaredLoss())).Gradient(tangent.Parameters, gradient);
            return gradient;
        }
    }

    [Fact]
    public void TheKernelIsTheProductOfGradients()
    {
        var inputs = Sample.Inputs.SubMatrix(0, 12, 0, 4);
        var kernel = new ThreeLayerTangentKernel(Options, Law, new RandomStream(1), new ThreadBudget(1)).Bind(inputs, inputs.SubMatrix(3, 9, 0, 4));
        var block = new double[5 * 4];
        kernel.Fill(2, 5, 1, 4, block);

        for (var n = 0; n < 5; n++)
        {
            for (var p = 0; p < 4; p++)
            {
                var expected = Gradient(2 + n).Zip(Gradient(3 + 1 + p), (a, b) => a * b).Sum();
                Assert.Equal(expected, block[(n * 4) + p], 1e-11 * Math.Abs(expected) + 1e-11);
            }
        }

        // With a label of f - 1/2 the squared loss's gradient is that of f.
        double[] Gradient(int n)
        {
            var network = new ThreeLayerNetwork(Options, Law, new RandomStream(1), new ThreadBudget(1));
            var input = inputs.SubMatrix(n, 1, 0, 4);
            var gradient = new double[network.Parameters.Length];
            network.Bind(new SampleObjective(new FixedSample(new DataSet(input, network.Predict(input) - 0.5)), new SquaredLoss())).Gradient(network.Parameters, gradient);
            return gradient;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheLastLayerIsTheNetworkWhoseOutputsAloneAreTrained(int layers)
    {
        var last = new LastLayer(new() { HiddenLayers = layers, Width = 30, SecondWidth = layers == 2 ? 20 : null }, Law, new RandomStream(1), new ThreadBudget(2));
        var gradient = new double[last.Parameters.Length];
        var loss = last.Bind(new SampleObjective(new FixedSample(Sample), new SquaredLoss())).Gradient(last.Parameters, gradient);

        var features = last.Evaluate(Sample.Inputs);
        var residuals = (features * Vector<double>.Build.Dense(last.Parameters.ToArray())) - Sample.Labels.Column(0);
        Assert.Equal(residuals.DotProduct(residuals) / 200, loss, 1e-12);
        Assert.Equal(0, ((2 * features.TransposeThisAndMultiply(residuals) / 200) - Vector<double>.Build.Dense(gradient)).InfinityNorm(), 1e-12);
        Assert.Equal(0, (last.Predict(Sample.Inputs).Column(0) - Sample.Labels.Column(0) - residuals).InfinityNorm(), 1e-12);
        if (layers == 2)
        {
            var network = new ThreeLayerNetwork(new() { Width = 30, SecondWidth = 20, TrainWeights = false, TrainOutputs = true, Precision = Precision.Double }, Law, new RandomStream(1), new ThreadBudget(2));
            Assert.Equal(0, (network.Predict(Sample.Inputs) - last.Predict(Sample.Inputs)).InfinityNorm(), 1e-12);
        }
    }

    private static ThreeLayerTangent Tangent(Precision precision = Precision.Double)
        => new(new() { Width = 40, SecondWidth = 55, Precision = precision }, Law, new RandomStream(1), new ThreadBudget(2));
}

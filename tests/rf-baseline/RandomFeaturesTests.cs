using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.RandomFeaturesBaseline.Tests;

public sealed class RandomFeaturesTests
{
    // 130 features make three blocks of rows, 300 inputs two of predictions.
    [Theory]
    [InlineData(ActivationName.Relu, 1)]
    [InlineData(ActivationName.Abs, 3)]
    public void PredictIsFeaturesTimesWeights(ActivationName activation, int outputs)
    {
        var model = Create(activation, 130, 5);
        var inputs = new StandardGaussian(5).Draw(300, new RandomStream(2));
        var weights = new StandardGaussian(outputs).Draw(130, new RandomStream(3));
        var features = inputs * model.Neurons.Weights.Transpose();
        features.MapInplace(z => activation == ActivationName.Relu ? Math.Max(z, 0) : Math.Abs(z));
        model.SetWeights(weights);

        // Five products of order 1 each.
        Assert.True((model.Evaluate(inputs) - features).Enumerate().All(error => Math.Abs(error) < 1e-14));

        // A sum of 130 products of order 1.
        Assert.True((model.Predict(inputs) - (features * weights)).Enumerate().All(error => Math.Abs(error) < 130 * 1e-15));
    }

    [Fact]
    public void TheNetworkIsWhatPredicts()
    {
        var model = Create(ActivationName.Relu, 40, 4);
        Assert.Equal(0, model.Predict(new StandardGaussian(4).Draw(3, new RandomStream(2))).FrobeniusNorm());
        var before = model.Neurons.Weights.Clone();
        var weights = new StandardGaussian(1).Draw(40, new RandomStream(3));
        model.SetWeights(weights);
        var neurons = model.Neurons;
        var inputs = new StandardGaussian(4).Draw(10, new RandomStream(4));

        Assert.Equal(before, neurons.Weights);
        Assert.Equal(weights, neurons.Outputs);
        Assert.Equal(HomogeneousActivation.Relu, neurons.Activation);
        Assert.Equal(neurons.Predict(inputs, WorkerTeam.Get(1)), model.Predict(inputs));
    }

    [Fact]
    public void TheFeaturesAreGaussianWithVarianceOneOverD()
    {
        var weights = Create(ActivationName.Relu, 4000, 5).Neurons.Weights;
        var count = 20_000.0;
        var scaled = weights * Math.Sqrt(5);

        Assert.Equal((4000, 5), (weights.RowCount, weights.ColumnCount));
        Assert.Equal(0, scaled.Enumerate().Sum() / count, 5 / Math.Sqrt(count));
        Assert.Equal(1, scaled.Enumerate().Sum(z => z * z) / count, 5 * Math.Sqrt(2 / count));
        Assert.Equal(3, scaled.Enumerate().Sum(z => z * z * z * z) / count, 5 * Math.Sqrt(96 / count));
    }

    [Fact]
    public void SavesFeaturesAndOutputWeights()
    {
        var model = Create(ActivationName.Abs, 6, 2);

        Assert.Equal(["features", "output-weights"], model.Weights.Select(array => array.Name));
        Assert.Equal([model.Neurons.Weights, model.Neurons.Outputs], model.Weights.Select(array => array.Values));
        Assert.Equal(6, model.Features);
    }

    [Fact]
    public void FeaturesThatDoNotFitAreRefusedBeforeAnythingIsAllocated()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<CompositionException>(() => Create(ActivationName.Relu, 1_000_000, 100_000));

        Assert.Matches("^Features is 1000000: .* 100000 dimensions needs 1,600,000,000,000 bytes, and .*; at most about [0-9]+ features fit$", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AnEvaluationTakesTheBytesThatItSaysBesideInputsAndFeatures()
    {
        var model = new RandomFeatures(new RandomFeaturesOptions { Features = 1000 }, new StandardGaussian(200), new RandomStream(1), new ThreadBudget(1));
        var inputs = new StandardGaussian(200).Draw(10, new RandomStream(2));
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Evaluate(inputs);

        // The inputs and the features are 10 times 200 and 10 times 1000 numbers, beside 200 times 1000.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / (double)model.Bytes, 1, 1.1);
    }

    private static RandomFeatures Create(ActivationName activation, int features, int dimension)
        => new(new RandomFeaturesOptions { Features = features, Activation = activation }, new StandardGaussian(dimension), new RandomStream(1), new ThreadBudget(2));
}

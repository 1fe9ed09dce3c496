using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NeuronEvaluators.Tests;

/// <summary>How uneven the neurons of a layer are.</summary>
public sealed class NormRatioTests
{
    [Theory]
    [InlineData(new double[] { 3, 4, 0, 5, 5, 0 }, 1)] // All of length 5.
    [InlineData(new double[] { 0, 0, 2, 1, 0, 0 }, 3)] // One neuron alone.
    [InlineData(new double[] { 1, 0, 0, 1, 1, 1 }, 3 * 6.0 / 16)] // Squares 1, 1 and 2.
    public void ItIsOneOfEqualNeuronsAndTheirNumberOfASingleOne(double[] weights, double expected)
        => Assert.Equal(expected, Assert.Single(new NormRatio(new(), new Rows(weights)).Evaluate()).Value, 1e-15);

    [Fact]
    public void OfNoWeightsThereIsNone() => Assert.True(Assert.Single(new NormRatio(new(), new Rows(new double[6])).Evaluate()).IsUndefined);

    // E |w|^4 / (E |w|^2)^2 = (d + 2)/d of a Gaussian in d = 4 dimensions. The ratio of means of 100,000 neurons has a standard error below 0.006.
    [Fact]
    public void OfAGaussianStartItIsOneAndTwoOverD()
    {
        var stream = new RandomStream(1);
        Assert.Equal(1.5, Assert.Single(new NormRatio(new(), new Rows([.. Enumerable.Range(0, 400_000).Select(_ => stream.NextGaussian())], 4)).Evaluate()).Value, 0.03);
    }

    [Fact]
    public void ALayerThatIsNotThereIsRefused()
        => Assert.Contains("of layer 2", Assert.Throws<CompositionException>(() => new NormRatio(new() { Layer = 2 }, new Rows(new double[6]))).Message);

    private sealed class Rows(double[] weights, int dimension = 2) : ITrainable
    {
        public IReadOnlyList<ParameterBlock> Blocks => [new("weights", 0, weights.Length / dimension, dimension)];

        public Span<double> Parameters => weights;

        public IReadOnlyList<NamedArray> Weights => [];

        public Matrix<double> Predict(Matrix<double> inputs) => throw new NotSupportedException();

        public IGradientOracle BindLoss(Objective objective) => throw new NotSupportedException();
    }
}

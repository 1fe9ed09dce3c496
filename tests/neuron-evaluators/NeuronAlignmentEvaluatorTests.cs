using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NeuronEvaluators.Tests;

/// <summary>
/// Four neurons in the plane with the axes as teacher: (0, -2) lies on one, (3, 4) has cosine 0.8 with the second, (10, 1) has the squared
/// cosine 100/101 with the first, and one neuron is zero.
/// </summary>
public sealed class NeuronAlignmentEvaluatorTests
{
    // A matrix of zeros beside the diagonal takes no memory itself.
    [Fact]
    public void NeuronsWhoseCosinesDoNotFitAreRefusedInWords()
    {
        var network = new Network(new Neurons(Matrix<double>.Build.Diagonal(1_000_000, 100_000), Matrix<double>.Build.Dense(1, 1), new Tanh()), new StandardGaussian(1));
        var refusal = Assert.Throws<CompositionException>(() => new NeuronAlignmentEvaluator(new NeuronAlignmentOptions(), network, network));

        Assert.Contains("the alignment of 1000000 neurons with 1000000 in 100000 dimensions needs ", refusal.Message);
    }

    private static readonly Network Model = new(new Neurons(
        Matrix<double>.Build.DenseOfRowArrays([0, -2], [3, 4], [10, 1], [0, 0]),
        Matrix<double>.Build.DenseOfColumnArrays([1.0, -0.5, 0.1, 7]),
        HomogeneousActivation.Relu));

    // The teacher's directions need not be of unit length.
    private static readonly Network Teacher = new(new Neurons(
        Matrix<double>.Build.DenseOfRowArrays([5, 0], [0, 0.1]), Matrix<double>.Build.Dense(2, 1, 1), HomogeneousActivation.Abs));

    // Masses |c| ||w||: 2, 2.5, sqrt(101)/10, 0.
    [Theory]
    [InlineData(0.9, true, false, true)]
    [InlineData(0.995, true, false, false)]
    [InlineData(0.63, true, true, true)]
    [InlineData(0.65, true, false, true)]
    public void TheBasisLikeMassIsTheShareOfAlignedNeurons(double threshold, bool first, bool second, bool third)
    {
        double[] masses = [2, 2.5, Math.Sqrt(101) / 10];
        var expected = ((first ? masses[0] : 0) + (second ? masses[1] : 0) + (third ? masses[2] : 0)) / masses.Sum();

        Assert.Equal(expected, Evaluate(Model, threshold)["basis-like-mass"], 1e-15);
    }

    [Fact]
    public void CosinesAndNormsAreSummarised()
    {
        var metrics = Evaluate(Model, 0.9);
        var nearest = 10 / Math.Sqrt(101);

        Assert.Equal((0, 1), (metrics["cosine-min"], metrics["cosine-max"]));
        Assert.Equal((0.8 + nearest) / 2, metrics["cosine-median"], 1e-15);
        Assert.Equal(0, metrics["norm-min"]);
        Assert.Equal(3.5, metrics["norm-median"], 1e-15);
        Assert.Equal(Math.Sqrt(101), metrics["norm-max"], 1e-14);
        Assert.Equal(7, metrics.Count);
    }

    [Fact]
    public void NeuronsAreListedOneByOneWhenAsked()
    {
        var metrics = Evaluate(Model, 0.9, perNeuron: true);
        double[] cosines = [1, 0.8, 10 / Math.Sqrt(101), 0];
        double[] norms = [2, 5, Math.Sqrt(101), 0];

        Assert.Equal(15, metrics.Count);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(cosines[i], metrics[$"cosine-{i}"], 1e-15));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(norms[i], metrics[$"norm-{i}"], 1e-14));
    }

    [Fact]
    public void ANetworkOfNothingHasNoMass()
    {
        var nothing = new Network(Model.Neurons with { Outputs = 0 * Model.Neurons.Outputs });

        Assert.Equal(0, Evaluate(nothing, 0.9)["basis-like-mass"]);
    }

    private static Dictionary<string, double> Evaluate(Network model, double threshold, bool perNeuron = false)
    {
        var options = new NeuronAlignmentOptions { BasisLike = threshold, PerNeuron = perNeuron };
        return new NeuronAlignmentEvaluator(options, model, Teacher).Evaluate().ToDictionary(metric => metric.Name, metric => metric.Value);
    }
}

using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.SignedTeacher.Tests;

/// <summary>Directions, signs, noise and levels of the teacher.</summary>
public sealed class SignedNetworkTests
{
    [Fact]
    public void OrthonormalDirectionsAreThatAndRandomOnesAreUnit()
    {
        var orthonormal = Create(new() { Dimension = 7, Neurons = 4, Directions = NeuronDirections.Orthonormal }).Neurons.Weights;
        var random = Create(new() { Dimension = 3, Neurons = 9, Directions = NeuronDirections.Random }).Neurons.Weights;

        Assert.Equal(0, (orthonormal.TransposeAndMultiply(orthonormal) - Matrix<double>.Build.DenseIdentity(4)).InfinityNorm(), 1e-14);
        Assert.All(random.EnumerateRows(), row => Assert.Equal(1, row.L2Norm(), 1e-15));
        Assert.Contains("at most as many orthonormal directions", Assert.Throws<CompositionException>(() => Create(new() { Dimension = 3, Neurons = 4 })).Message);
    }

    [Fact]
    public void DirectionsCanBeGiven()
    {
        var given = Create(new() { Dimension = 3, Neurons = 2, Coordinates = [2, 0, 0, 0, 3, 4] }).Neurons.Weights;

        Assert.Equal([1, 0, 0, 0, 0.6, 0.8], given.ToRowMajorArray(), (one, other) => Math.Abs(one - other) < 1e-15);
        Assert.Contains("has 5 numbers; 2 Neurons in Dimension 3 have 6", Assert.Throws<CompositionException>(() => Create(new() { Dimension = 3, Neurons = 2, Coordinates = [1, 0, 0, 0, 1] })).Message);
        Assert.Contains("is zero", Assert.Throws<CompositionException>(() => Create(new() { Dimension = 1, Neurons = 2, Coordinates = [1, 0] })).Message);
    }

    [Fact]
    public void SignsRepeat() => Assert.Equal([1, -1, 1, -1, 1], Create(new() { Dimension = 5, Neurons = 5, Signs = [1, -1] }).Neurons.Outputs.Column(0));

    // The levels by Monte-Carlo over the law that the teacher draws from, within five standard errors.
    [Theory]
    [InlineData(NetworkInputs.Sphere)]
    [InlineData(NetworkInputs.Gaussian)]
    public void LevelsAreTheMomentsOfTheTarget(NetworkInputs inputs)
    {
        var teacher = Create(new() { Dimension = 4, Neurons = 3, Signs = [1, 1, -1], Inputs = inputs });
        var values = teacher.Target(teacher.Inputs.Draw(400_000, new RandomStream(3))).Column(0);
        var squares = values.PointwisePower(2);

        var levels = teacher.ReferenceLevels.ToDictionary(level => level.Label, level => level.Value);

        Assert.Equal(squares.Average(), levels["zero"], 5 * squares.StandardDeviation() / Math.Sqrt(values.Count));
        Assert.Equal(values.Variance(), levels["variance"], 5 * (values - values.Average()).PointwisePower(2).StandardDeviation() / Math.Sqrt(values.Count));
    }

    [Theory]
    [InlineData(NoiseLaw.Gaussian)]
    [InlineData(NoiseLaw.Uniform)]
    public void NoiseHasItsStandardDeviation(NoiseLaw law)
    {
        var teacher = Create(new() { Noise = 0.1, NoiseLaw = law });
        var inputs = teacher.Inputs.Draw(100_000, new RandomStream(4));

        var noise = (teacher.Label(inputs, new RandomStream(5)) - teacher.Target(inputs)).Column(0);

        // Of a variance the relative standard error is sqrt((kurtosis - 1)/n), at most sqrt(2/n).
        Assert.Equal(0.01, noise.Variance(), 5 * 0.01 * Math.Sqrt(2.0 / noise.Count));
        Assert.True(law == NoiseLaw.Gaussian || noise.AbsoluteMaximum() <= 0.1 * Math.Sqrt(3));
    }

    private static SignedNetwork Create(SignedNetworkOptions options) => new(options, new RandomStream(1), new ThreadBudget(1));
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Tests;

public sealed class SamplingTests
{
    [Fact]
    public void ALargerSampleBeginsWithTheSmallerOne()
    {
        var law = new StandardGaussian(5);
        var small = law.Draw(17, new RandomStream(1));
        var large = law.Draw(40, new RandomStream(1));

        Assert.Equal((17, 5), (small.RowCount, small.ColumnCount));
        Assert.Equal(small, large.SubMatrix(0, 17, 0, 5));
    }

    [Fact]
    public void NoiseDoesNotChangeTheInputs()
    {
        var clean = DataSet.Draw(new Teacher(noisy: false), 50, new RandomStream(2));
        var noisy = DataSet.Draw(new Teacher(noisy: true), 50, new RandomStream(2));

        Assert.Equal(clean.Inputs, noisy.Inputs);
        Assert.NotEqual(clean.Labels, noisy.Labels);
    }

    // In one dimension a stream shared by inputs and noise would make the noise a copy of the inputs.
    [Fact]
    public void NoiseIsNotCorrelatedWithTheInputs()
    {
        const int Count = 10_000;
        var sample = DataSet.Draw(new Teacher(noisy: true, dimension: 1), Count, new RandomStream(3));
        var inputs = sample.Inputs.Column(0);
        var noise = sample.Labels.Column(0) - inputs;

        // The mean of products of independent standard normal numbers has standard error 1/sqrt(N).
        Assert.Equal(0, inputs.DotProduct(noise) / Count, 5 / Math.Sqrt(Count));
        Assert.Equal(1, noise.DotProduct(noise) / Count, 5 * Math.Sqrt(2.0 / Count));
    }

    [Fact]
    public void AFixedSampleStaysAndFreshOnesDiffer()
    {
        var sample = DataSet.Draw(new Teacher(noisy: false), 10, new RandomStream(4));
        var fixedSource = new FixedSample(sample);
        Assert.True(fixedSource.IsFixed);
        Assert.Same(sample, fixedSource.Next());
        Assert.Same(sample, fixedSource.Next());

        var source = new FreshSamples(new Teacher(noisy: false), 10, new RandomStream(4));
        var (first, second) = (source.Next(), source.Next());
        Assert.False(source.IsFixed);
        Assert.Equal((10, 10), (first.Count, second.Count));
        Assert.Empty(first.Inputs.ToColumnMajorArray().Intersect(second.Inputs.ToColumnMajorArray()));
        Assert.Equal(new Teacher(noisy: false).Target(second.Inputs), second.Labels);
    }

    private sealed class Teacher(bool noisy, int dimension = 3) : ITeacher
    {
        public InputLaw Inputs { get; } = new StandardGaussian(dimension);

        public Matrix<double> Target(Matrix<double> inputs) => inputs.SubMatrix(0, inputs.RowCount, 0, 1);

        public Matrix<double> Label(Matrix<double> inputs, RandomStream noise)
            => noisy ? Target(inputs).Map(value => value + noise.NextGaussian()) : Target(inputs);
    }
}

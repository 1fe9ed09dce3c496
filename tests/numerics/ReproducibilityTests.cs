using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Numerics.Tests;

public sealed class ReproducibilityTests
{
    // Real numbers, so that another order of summation gives other bits.
    [Theory]
    [InlineData("relu", Precision.Single)]
    [InlineData("abs", Precision.Double)]
    public void TheBitsOfASampledGradientDoNotDependOnTheThreads(string activation, Precision precision)
    {
        var (teacher, student) = Networks(activation);
        var sample = DataSet.Draw(teacher, 3001, new RandomStream(64));
        int[] batch = [.. Enumerable.Range(0, 1111).Select(n => (n * 7) % 3001)];

        SameBits(student, () => new SampleObjective(new FixedSample(sample), new SquaredLoss()), precision, []);
        SameBits(student, () => new SampleObjective(new FixedSample(sample), new SquaredLoss()), precision, batch);
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    public void TheBitsOfThePopulationGradientDoNotDependOnTheThreads(string activation)
    {
        var (teacher, student) = Networks(activation);

        SameBits(student, () => new PopulationObjective(teacher), Precision.Double, []);
    }

    // Several blocks of neurons.
    [Fact]
    public void NorDoThoseOfAWideNetwork()
    {
        var (teacher, student) = Networks("relu", 300);

        SameBits(student, () => new PopulationObjective(teacher), Precision.Double, []);
    }

    private static (NetworkTeacher Teacher, Neurons Student) Networks(string activation, int width = 25)
    {
        var stream = new RandomStream(65);
        return (new NetworkTeacher(RandomNetworks.Draw("abs", 4, 11, 1, stream)), RandomNetworks.Draw(activation, width, 11, 1, stream));
    }

    private static void SameBits(Neurons student, Func<Objective> objective, Precision precision, int[] batch)
    {
        var results = ((int[])[1, 2, 3, 8, 3]).Select(threads =>
        {
            var (width, dimension) = (student.Weights.RowCount, student.Weights.ColumnCount);
            var gradient = TwoLayerGradient.Bind(objective(), (HomogeneousActivation)student.Activation, width, dimension, precision, threads);
            var result = new double[(width * dimension) + 1];
            for (var repeat = 0; repeat < 3; repeat++)
            {
                result[^1] = gradient.Evaluate(
                    student.Weights.ToRowMajorArray(), student.Outputs.ToColumnMajorArray(), result.AsSpan(0, width * dimension), batch);
            }

            return result.Select(BitConverter.DoubleToInt64Bits).ToArray();
        }).ToArray();

        Assert.All(results, result => Assert.Equal(results[0], result));
    }
}

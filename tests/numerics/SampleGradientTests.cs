using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Numerics.Tests;

public sealed class SampleGradientTests
{
    // Widths around the tile of 6, dimensions around the vectors of 8 and 16, counts around the blocks of 64 and beyond 16
    // chunks; the last shape has several panels of features and more entries than are added up at a time.
    public static TheoryData<string, Precision, int, int, int> Shapes()
    {
        var data = new TheoryData<string, Precision, int, int, int>();
        (int Width, int Dimension, int Count)[] shapes =
        [
            (1, 1, 1), (5, 1, 3), (6, 30, 64), (7, 3, 63), (12, 8, 32), (13, 17, 65), (12, 16, 200), (1, 33, 31), (20, 37, 1500), (31, 5, 4133), (300, 70, 130),
        ];
        foreach (var (width, dimension, count) in shapes)
        {
            foreach (var activation in (string[])["relu", "abs"])
            {
                data.Add(activation, Precision.Single, width, dimension, count);
                data.Add(activation, Precision.Double, width, dimension, count);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void AgreesWithTheDefinition(string activation, Precision precision, int width, int dimension, int count)
    {
        var problem = new GridProblem(activation, width, dimension, count);
        var gradient = problem.Bind(precision, 2);
        var expected = NaiveGradient.Squared(problem.Sample, activation, problem.Weights, problem.Outputs);

        Assert.Equal((width, dimension, count), (gradient.Width, gradient.Dimension, gradient.Examples));
        GridProblem.AssertAgrees(expected, problem.Evaluate(gradient), precision, count);

        // A second evaluation must not see what the first one left behind.
        GridProblem.AssertAgrees(expected, problem.Evaluate(gradient), precision, count);
    }

    // Real numbers and a loss that is not squared: log(1 + exp(-y f)) with labels -1 and 1.
    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    public void TakesAnyPointwiseLoss(string activation)
    {
        const int Count = 500;
        var stream = new RandomStream(62);
        var network = RandomNetworks.Draw(activation, 11, 5, 1, stream);
        var inputs = new StandardGaussian(5).Draw(Count, stream);
        var sample = new DataSet(inputs, inputs.SubMatrix(0, Count, 0, 1).PointwiseSign());
        var (weights, outputs) = (network.Weights.ToRowMajorArray(), network.Outputs.ToColumnMajorArray());
        var gradient = TwoLayerGradient.Bind(
            new SampleObjective(new FixedSample(sample), new LogisticLoss()), RandomNetworks.Named(activation), 11, 5, Precision.Double, 2);
        var field = new double[weights.Length];
        var loss = gradient.Evaluate(weights, outputs, field, []);

        var expected = NaiveGradient.Compute(sample, activation, weights, outputs, Enumerable.Range(0, Count), LogisticLoss.Compute);

        // Errors: of f (some 11 + 5 roundings of terms of order 1, then a slope of at most 1/4) and of the sum over n.
        const double Tolerance = (Count + 100) * 1.2e-16;
        Assert.Equal(expected.Loss, loss, Tolerance);
        Assert.All(Enumerable.Range(0, field.Length), j => Assert.Equal(expected.Field[j], field[j], Tolerance * expected.Magnitudes[j]));
    }

    [Fact]
    public void SeveralOutputsAreRefused()
    {
        var problem = new GridProblem("relu", 2, 3, 4);
        var sample = problem.Sample with { Labels = problem.Sample.Labels.Append(problem.Sample.Labels) };

        var refusal = Assert.Throws<CompositionException>(() => problem.Bind(Precision.Single, 1, new FixedSample(sample)));
        Assert.Contains("has 2", refusal.Message);
    }

    private sealed class LogisticLoss : IPointwiseLoss
    {
        public static (double Loss, double Slope) Compute(double f, double y) => (Math.Log(1 + Math.Exp(-y * f)), -y / (1 + Math.Exp(y * f)));

        public double Evaluate(ReadOnlySpan<double> predictions, ReadOnlySpan<double> labels, Span<double> derivatives)
        {
            var sum = 0.0;
            for (var n = 0; n < predictions.Length; n++)
            {
                (var value, derivatives[n]) = Compute(predictions[n], labels[n]);
                sum += value;
            }

            return sum;
        }
    }
}

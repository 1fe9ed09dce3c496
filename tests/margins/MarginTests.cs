using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.BinaryTeachers;
using BeyondNtk.SignedStudent;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins.Tests;

/// <summary>Margins of parities and of the noisy 2-XOR, against numbers of an independent program and closed forms.</summary>
public sealed class MarginTests
{
    // Half of sqrt(2)/(4 sqrt d) on parity, half of 1/(4 sqrt(d - 1)) on the noisy XOR.
    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(10)]
    public void TheGlobalMarginIsTheClosedForm(int dimension)
    {
        var parity = new GlobalMargin(new(), new Parity(new() { Dimension = dimension }), new RandomStream(1));
        var xor = new GlobalMargin(new(), new NoisyXor(new() { Dimension = dimension }), new RandomStream(1));

        Assert.Equal(Math.Sqrt(2) / (8 * Math.Sqrt(dimension)), Assert.Single(parity.ReferenceLevels).Value, 1e-9);
        Assert.Equal(1 / (8 * Math.Sqrt(dimension - 1)), Assert.Single(xor.ReferenceLevels).Value, 1e-9);
    }

    // The mean over 2,000 neurons of norms that differ by less than half of it has a standard error of 1 percent; the middle of the bounds is within half of the gap, 4 percent.
    [Theory]
    [InlineData(2, false, 0.3536)]
    [InlineData(3, false, 0.2124)]
    [InlineData(6, false, 0.0973)]
    [InlineData(10, false, 0.0534)]
    [InlineData(2, true, 0.3273)]
    [InlineData(4, true, 0.1355)]
    [InlineData(8, true, 0.0579)]
    public void TheNtkMarginOfParityIsThatOfAnotherProgram(int dimension, bool both, double expected)
    {
        var margin = new NtkMargin(new() { Neurons = 2000, BothLayers = both, Tolerance = 0.08 }, new Parity(new() { Dimension = dimension }), new RandomStream(1));
        var metrics = margin.Evaluate();

        Assert.Equal(expected, metrics[0].Value, 0.09 * expected);
        Assert.InRange(metrics[1].Value, 0, 0.08 * 1.1 * expected);
    }

    [Theory]
    [InlineData(4, 0.1133)]
    [InlineData(6, 0.0633)]
    public void TheNtkMarginOfTheXorIsThatOfAnotherProgram(int dimension, double expected)
        => Assert.Equal(expected, new NtkMargin(new() { Neurons = 2000, Tolerance = 0.08 }, new NoisyXor(new() { Dimension = dimension }), new RandomStream(1)).Evaluate()[0].Value, 0.09 * expected);

    // To all digits of an independent program; it is above the NTK margin.
    [Theory]
    [InlineData(2, 0.35355)]
    [InlineData(3, 0.24082)]
    [InlineData(6, 0.10995)]
    [InlineData(10, 0.06055)]
    public void TheMarginOfTheKernelsSpaceIsThatOfAnotherProgram(int dimension, double expected)
        => Assert.Equal(expected, new NtkMargin(new() { Neurons = 10, Rounds = 1 }, new Parity(new() { Dimension = dimension }), new RandomStream(1)).Evaluate()[2].Value, 6e-6);

    // On a sample equal weights are not the worst: the bounds close all the same, below those of the equal weights.
    [Fact]
    public void OnASampleTheBoundsClose()
    {
        var teacher = new Parity(new() { Dimension = 6 });
        var sample = DataSet.Draw(teacher, 12, new RandomStream(2));
        var neurons = new StandardGaussian(6).Draw(300, new RandomStream(3));
        var game = new TangentGame(sample.Inputs, sample.Labels, neurons, null);

        var (lower, upper) = game.Solve(0.01, 20_000);
        var (_, equal) = game.Solve(0.01, 1);

        Assert.InRange(lower, 0.99 * upper, upper);
        Assert.True(upper < 0.99 * equal, $"{upper} {equal}");
    }

    [Fact]
    public void TheNormalisedMarginDoesNotDependOnTheScale()
    {
        var teacher = new Parity(new() { Dimension = 4 });
        var sample = DataSet.Draw(teacher, 10, new RandomStream(2));
        var student = Student(4, 7);
        var evaluator = new NormalisedMargin(student, sample);
        var before = evaluator.Evaluate();
        var least = student.Predict(sample.Inputs).Column(0).PointwiseMultiply(sample.Labels.Column(0)).Minimum();
        var norm = student.Neurons.Weights.Enumerate().Concat(student.Neurons.Outputs.Enumerate()).Sum(value => value * value);

        Assert.Equal(least / norm, before[0].Value, 1e-14);
        foreach (ref var parameter in student.Parameters)
        {
            parameter *= 3;
        }

        Assert.Equal(before[0].Value, evaluator.Evaluate()[0].Value, 1e-14);
        Assert.Equal(before[1], evaluator.Evaluate()[1]);
    }

    // One neuron turned by 0.3, with three quarters of the mass; the other moved along itself.
    [Fact]
    public void MovementIsDistanceAndAngles()
    {
        var student = Student(2, 2);
        double[] start = [1, 0, 0, 1, 3, 1];
        start.CopyTo(student.Parameters);
        var movement = new Movement(student, new InitialParameters(student));
        double[] end = [Math.Cos(0.3), Math.Sin(0.3), 0, 1, 3, 1];
        end.CopyTo(student.Parameters);

        var metrics = movement.Evaluate().ToDictionary(metric => metric.Name, metric => metric.Value);

        Assert.Equal(2 * Math.Sin(0.15) / Math.Sqrt(2), metrics["distance"], 1e-14);
        Assert.Equal(0.3, metrics["rotation-largest"], 1e-14);
        Assert.Equal(0.3, metrics["rotation-median"], 1e-14);

        student.Parameters[4] = 0.5;
        Assert.Equal(0, movement.Evaluate().Single(metric => metric.Name == "rotation-median").Value);
    }

    [Fact]
    public void WinningDirectionsAreThoseOfTheRelevantCoordinates()
    {
        var student = Student(3, 2);
        double[] weights = [1, -1, 0.1, 0, 0, 2, 1, 3];
        weights.CopyTo(student.Parameters);

        var metrics = new WinningDirections(new() { Within = 0.2 }, student).Evaluate();

        // |a| ||w||: sqrt(2.01) and 6; the angle of the first is atan(0.1 / sqrt 2) = 0.07.
        Assert.Equal(Math.Sqrt(2.01) / (Math.Sqrt(2.01) + 6), metrics[0].Value, 1e-14);
        Assert.Equal(2 / 6.01, metrics[1].Value, 1e-14);
    }

    // All 16 inputs where there are at most as many, so exactly; a prediction of zero misses.
    [Fact]
    public void TheErrorIsExactOnASmallCube()
    {
        var teacher = new Parity(new() { Dimension = 4 });
        var student = Student(4, 2);
        student.Parameters.Clear();
        var error = new ClassificationError(new(), student, teacher, new RandomStream(1));

        Assert.Equal((1, 0), (error.Evaluate()[0].Value, error.Evaluate()[0].StandardError));

        // relu(x_1 + x_2) and its opposite, with an output bias of none: half of the positive class is met, nothing of the other.
        double[] weights = [1, 1, 0, 0, -1, -1, 0, 0, 1, 1];
        weights.CopyTo(student.Parameters);
        Assert.Equal(0.5, error.Evaluate()[0].Value);

        var sampled = new ClassificationError(new() { Samples = 10 }, student, teacher, new RandomStream(1)).Evaluate()[0];
        Assert.Equal(Math.Sqrt(sampled.Value * (1 - sampled.Value) / 10), sampled.StandardError, 1e-14);
    }

    // A game of two by two without a saddle point has the value (ad - bc) / (a + d - b - c); one with a dominant column that of the column.
    [Theory]
    [InlineData(3, -1, -2, 4, 1.0)]
    [InlineData(2, 1, 3, 2, 2.0)]
    public void AMatrixGameHasItsValue(double a, double b, double c, double d, double value)
    {
        var (lower, upper) = MatrixGame.Solve(Matrix<double>.Build.DenseOfArray(new[,] { { a, b }, { c, d } }), 1e-4, 100_000);

        Assert.InRange(value, lower, upper);
        Assert.InRange(upper - lower, 0, 1e-4 * 4);
    }

    // On the whole cube the linear programme lies below the global margin and comes close to it as directions get many: medians over three draws of .992, .92 and .98 of it in an
    // independent program; another draw moves them by some percent.
    [Theory]
    [InlineData(2, 1000, 0.994, 0.01)]
    [InlineData(3, 1000, 0.92, 0.06)]
    [InlineData(3, 100, 0.74, 0.15)]
    public void DirectionsReachAShareOfTheGlobalMargin(int dimension, int width, double share, double spread)
    {
        var teacher = new Parity(new() { Dimension = dimension, WithoutReplacement = true });
        var sample = DataSet.Draw(teacher, 1 << dimension, new RandomStream(1));
        var model = new FixedDirections(new() { Width = width }, teacher.Inputs, new RandomStream(2));

        var metrics = new DirectionsMargin(new(), model, sample).Evaluate();

        var global = Math.Sqrt(2) / (8 * Math.Sqrt(dimension));
        Assert.Equal(share, metrics[0].Value / global, spread);
        Assert.True(metrics[0].Value - metrics[1].Value < global);
    }

    // Three of four groups have an example.
    [Fact]
    public void TheGuessingLawCountsGroups()
    {
        var teacher = new Groups(new() { Dimension = 4, Count = 4 }, new RandomStream(1));
        var inputs = Matrix<double>.Build.DenseOfArray(new[,] { { 1.0, 0, 0, 0.1 }, { 0.9, 0.1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0.1, 0, 1 } });

        var metrics = new GuessingLaw(teacher, new DataSet(inputs, teacher.Target(inputs))).Evaluate();

        Assert.Equal([0.5 * Math.Pow(0.75, 4), 0.125], metrics.Select(metric => metric.Value));
    }

    private static TwoLayerNetwork Student(int dimension, int width)
        => new(new() { Width = width }, new StandardGaussian(dimension), new RandomStream(1), new ThreadBudget(1));
}

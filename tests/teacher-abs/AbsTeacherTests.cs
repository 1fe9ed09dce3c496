using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.TeacherAbs.Tests;

public sealed class AbsTeacherTests
{
    [Fact]
    public void TheTargetIsTheDefinition()
    {
        var teacher = Create(6, Directions.Rotation, Coefficients.Drawn);
        var inputs = teacher.Inputs.Draw(300, new RandomStream(1));
        var projections = inputs * teacher.Neurons.Weights.Transpose();

        // Six products of order 1.
        Assert.True((teacher.Target(inputs) - (projections.PointwiseAbs() * teacher.Neurons.Outputs)).InfinityNorm() < 1e-14);
        Assert.IsType<StandardGaussian>(teacher.Inputs);
        Assert.Equal(6, teacher.Inputs.Dimension);
    }

    [Theory]
    [InlineData(Directions.Identity)]
    [InlineData(Directions.Rotation)]
    [InlineData(Directions.HadamardBlocks)]
    public void ADimensionThatDoesNotFitIsRefusedBeforeAnythingIsAllocated(Directions directions)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<CompositionException>(() => Create(100_000, directions, Coefficients.Equal));

        Assert.Matches("^Dimension is 100000: .* needs 400,000,000,000 bytes, and .*; at most about [0-9]+ dimensions fit$", refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void TheActivationMayBeRelu()
    {
        var teacher = Create(new AbsTeacherOptions { Dimension = 4, Coefficients = Coefficients.Drawn, Activation = ActivationName.Relu });
        var inputs = teacher.Inputs.Draw(100, new RandomStream(1));

        Assert.True((teacher.Target(inputs) - (inputs.PointwiseMaximum(0) * teacher.Neurons.Outputs)).InfinityNorm() < 1e-14);
    }

    [Fact]
    public void IdentityDirectionsAreTheAxes()
        => Assert.Equal(Matrix<double>.Build.DenseIdentity(5), Create(5, Directions.Identity, Coefficients.Equal).Neurons.Weights);

    [Fact]
    public void RotatedDirectionsAreOrthonormal()
    {
        var weights = Create(20, Directions.Rotation, Coefficients.Equal).Neurons.Weights;
        var deviation = (weights * weights.Transpose()) - Matrix<double>.Build.DenseIdentity(20);

        // A Householder factorisation is orthogonal up to some 20 roundings an entry, with 20 entries a row.
        Assert.InRange(deviation.InfinityNorm(), 0, 20 * 20 * 1.1e-16);
    }

    // Under the Haar measure an entry of a d x d rotation has mean 0, variance 1/d and fourth moment 3/(d (d + 2)). Without the correction of
    // signs a Householder Q would have a first column of one sign.
    [Fact]
    public void RotationsAreHaarDistributed()
    {
        const int Count = 4000;
        const int D = 3;
        var sum = Matrix<double>.Build.Dense(D, D);
        var squares = Matrix<double>.Build.Dense(D, D);
        for (var seed = 0; seed < Count; seed++)
        {
            var weights = Create(D, Directions.Rotation, Coefficients.Equal, seed: seed).Neurons.Weights;
            sum += weights;
            squares += weights.PointwisePower(2);
        }

        const double FourthMoment = 3.0 / (D * (D + 2));
        var (meanError, squareError) = (Math.Sqrt(1.0 / D / Count), Math.Sqrt((FourthMoment - (1.0 / (D * D))) / Count));
        Assert.All((sum / Count).Enumerate(), mean => Assert.InRange(mean, -5 * meanError, 5 * meanError));
        Assert.All((squares / Count).Enumerate(), mean => Assert.InRange(mean - (1.0 / D), -5 * squareError, 5 * squareError));
    }

    [Fact]
    public void EqualCoefficientsSumToOne()
        => Assert.All(Create(7, Directions.Identity, Coefficients.Equal).Neurons.Outputs.Enumerate(), value => Assert.Equal(1.0 / 7, value, 1e-16));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DrawnCoefficientsSumToOneAndSpreadAsKappaAllows(double kappa)
    {
        var coefficients = Create(500, Directions.Identity, Coefficients.Drawn, kappa).Neurons.Outputs.Column(0);
        var ratio = coefficients.Maximum() / coefficients.Minimum();

        Assert.Equal(1, coefficients.Sum(), 1e-13);
        Assert.InRange(ratio, 1, (kappa * kappa) + 1e-12);

        // Of 500 uniform draws the extremes come within 5% of the ends of the range, but for a chance below 1e-10.
        var (low, high) = (1 / kappa, kappa);
        Assert.InRange(ratio, (high - (0.05 * (high - low))) / (low + (0.05 * (high - low))) * (1 - 1e-12), double.PositiveInfinity);
    }

    // U[1, 2] is sqrt(2) times U[1/kappa, kappa] with kappa = sqrt(2), and the factor falls out with the sum.
    [Fact]
    public void CoefficientsFromOneToTwoAreThoseDrawnWithKappaTheRootOfTwo()
    {
        var coefficients = Create(50, Directions.Identity, Coefficients.OneToTwo).Neurons.Outputs;
        var drawn = Create(50, Directions.Identity, Coefficients.Drawn, Math.Sqrt(2)).Neurons.Outputs;

        // Some roundings of numbers below 0.04, and the sum's, which is off by 50 at the most.
        Assert.InRange((coefficients - drawn).Enumerate().Max(Math.Abs), 0, 0.04 * 60 * 1.1e-16);
    }

    [Fact]
    public void DirectionsAndCoefficientsHaveStreamsOfTheirOwn()
    {
        var (plain, drawn) = (Create(6, Directions.Rotation, Coefficients.Equal), Create(6, Directions.Rotation, Coefficients.Drawn));

        Assert.Equal(plain.Neurons.Weights, drawn.Neurons.Weights);
        Assert.Equal(Create(6, Directions.Identity, Coefficients.Drawn).Neurons.Outputs, drawn.Neurons.Outputs);
        Assert.NotEqual(drawn.Neurons.Weights, Create(6, Directions.Rotation, Coefficients.Drawn, seed: 4).Neurons.Weights);
    }

    internal static AbsTeacher Create(int dimension, Directions directions, Coefficients coefficients, double kappa = 2, long seed = 3)
        => Create(new AbsTeacherOptions { Dimension = dimension, Directions = directions, Coefficients = coefficients, Kappa = kappa }, seed);

    internal static AbsTeacher Create(AbsTeacherOptions options, long seed = 3) => new(options, new RandomStream(seed), new ThreadBudget(2));
}

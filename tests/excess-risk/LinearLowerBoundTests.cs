using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Sphere;
using BeyondNtk.SignedTeacher;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.ExcessRisk.Tests;

/// <summary>The least mean risk of estimators that are linear in the labels.</summary>
public sealed class LinearLowerBoundTests
{
    // Of an independent program, one draw of the inputs each: four deviations of one draw, which twelve draws here tell, and its rounding.
    [Theory]
    [InlineData(3, 50, 5.64e-3)]
    [InlineData(3, 200, 1.60e-3)]
    [InlineData(3, 800, 6.4e-4)]
    [InlineData(5, 1000, 2.10e-3)]
    public void TheBoundIsThatOfAnotherProgram(int size, int count, double expected)
    {
        double[] bounds = [.. Enumerable.Range(1, 12).Select(seed => Bound(size, count, 0.1, seed))];

        Assert.Equal(expected, bounds.Mean(), (4 * bounds.StandardDeviation()) + (expected / 200));
    }

    // E_x m (K(x, x) - k(x)^T (K + (s^2/m) I)^-1 k(x)) over drawn x, within five standard errors.
    [Fact]
    public void TheSeriesIsTheMeanOverInputs()
    {
        var (teacher, sample) = Problem(4, 30, 7);
        var system = Kernel(sample.Inputs, sample.Inputs) + (Matrix<double>.Build.DenseIdentity(30) * 0.04 / 4);
        var k = Kernel(teacher.Inputs.Draw(40_000, new RandomStream(8)), sample.Inputs);
        var risks = 4 * (ArcCosineKernel.Value(0, 4) - k.PointwiseMultiply(system.Cholesky().Solve(k.Transpose()).Transpose()).RowSums());

        var bound = new LinearLowerBound(new() { Noise = 0.2 }, teacher, sample, new ThreadBudget(2));

        Assert.Equal(risks.Mean(), Assert.Single(bound.ReferenceLevels).Value, 5 * risks.StandardDeviation() / Math.Sqrt(risks.Count));
        Assert.Equal(Assert.Single(bound.ReferenceLevels).Value, Assert.Single(bound.Evaluate()).Value);
    }

    [Theory]
    [InlineData(NetworkInputs.Gaussian, 1.0, "has inputs of StandardGaussian")]
    [InlineData(NetworkInputs.Sphere, 2.0, "has outputs other than 1 and -1")]
    public void ATeacherThatTheMeanIsNotOverIsRefused(NetworkInputs inputs, double output, string why)
    {
        var teacher = new SignedNetwork(new() { Inputs = inputs, Signs = [output] }, new RandomStream(1), new ThreadBudget(1));

        var refusal = Assert.Throws<CompositionException>(() => new LinearLowerBound(new(), teacher, DataSet.Draw(teacher, 5, new RandomStream(1)), new ThreadBudget(1))).Message;

        Assert.Contains("unit sphere", refusal);
        Assert.Contains(why, refusal);
    }

    private static double Bound(int size, int count, double noise, long seed)
    {
        var (teacher, sample) = Problem(size, count, seed);
        return new LinearLowerBound(new() { Noise = noise }, teacher, sample, new ThreadBudget(2)).Evaluate()[0].Value;
    }

    private static (SignedNetwork Teacher, DataSet Sample) Problem(int size, int count, long seed)
    {
        var teacher = new SignedNetwork(new() { Dimension = size, Neurons = size, Signs = [1, -1] }, new RandomStream(1), new ThreadBudget(1));
        return (teacher, DataSet.Draw(teacher, count, new RandomStream(seed)));
    }

    private static Matrix<double> Kernel(Matrix<double> left, Matrix<double> right)
        => left.TransposeAndMultiply(right).Map(cosine => ArcCosineKernel.Value(Math.Acos(Math.Clamp(cosine, -1, 1)), left.ColumnCount));
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

public sealed class CholeskyFactorTests
{
    // From one row to several blocks of 256, with plain pieces of 32 at every kind of edge.
    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(97)]
    [InlineData(256)]
    [InlineData(650)]
    public void AgreesWithAnotherFactorisation(int count)
    {
        var a = PositiveDefinite(count);
        var right = new StandardGaussian(1).Draw(count, new RandomStream(2)).ToColumnMajorArray();
        var factor = Factor(a, 0.5, 2);
        var x = (double[])right.Clone();
        factor.Solve(x);

        var system = a + (0.5 * Matrix<double>.Build.DenseIdentity(count));
        var expected = system.Cholesky().Solve(Vector<double>.Build.Dense(right));
        var condition = system.ConditionNumber();

        // Backward stable: each solution is off by some count times the unit roundoff times the condition number.
        Assert.True(condition < 100);
        Assert.InRange((Vector<double>.Build.Dense(x) - expected).L2Norm() / expected.L2Norm(), 0, count * condition * Math.Pow(2, -53));
        Assert.InRange(factor.ConditionEstimate, 1, condition * (1 + 1e-10));

        var residual = Vector<double>.Build.Dense(factor.Residual(right, x));
        Assert.InRange((residual - (Vector<double>.Build.Dense(right) - (system * Vector<double>.Build.Dense(x)))).L2Norm(), 0, count * 1e-14);
    }

    // The squared pivots of a diagonal matrix are its eigenvalues.
    [Theory]
    [InlineData(0, 36)]
    [InlineData(6, 6)]
    public void TheConditionOfADiagonalMatrixIsThatOfItsEntries(double shift, double condition)
    {
        var a = Matrix<double>.Build.DenseOfDiagonalArray([4, 36, 1, 16]);

        Assert.Equal(condition, Factor(a, shift, 1).ConditionEstimate, 1e-14);
    }

    [Fact]
    public void TheBitsDoNotDependOnTheThreads()
    {
        var a = PositiveDefinite(700);
        var solutions = ((int[])[1, 2, 3, 8]).Select(threads =>
        {
            var x = Enumerable.Range(0, 700).Select(i => Math.Sin(i)).ToArray();
            Factor(a, 0, threads).Solve(x);
            return x;
        }).ToArray();

        Assert.All(solutions, solution => Assert.Equal(solutions[0], solution));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(299)]
    public void APivotThatIsNotPositiveIsNamed(int place)
    {
        var a = Matrix<double>.Build.DenseIdentity(300);
        a[place, place] = -1;

        Assert.Contains($"pivot {place + 1} is -1;", Assert.Throws<ArithmeticException>(() => Factor(a, 0, 1)).Message);
    }

    private static Matrix<double> PositiveDefinite(int count)
    {
        var g = new StandardGaussian(count + 10).Draw(count, new RandomStream(1));
        return (g * g.Transpose() / count) + (0.2 * Matrix<double>.Build.DenseIdentity(count));
    }

    private static CholeskyFactor Factor(Matrix<double> a, double shift, int threads)
    {
        var factor = new CholeskyFactor(a.ToRowMajorArray(), a.RowCount, shift, WorkerTeam.Get(threads));
        while (!factor.IsComplete)
        {
            factor.Step();
        }

        return factor;
    }
}

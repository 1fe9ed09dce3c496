using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Linear;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Tests;

public sealed class ConjugateGradientTests
{
    private const int Count = 30;
    private const double Condition = 100;
    private readonly Matrix<double> _matrix;
    private readonly Vector<double> _right;

    public ConjugateGradientTests()
    {
        var stream = new RandomStream(91);
        _matrix = WithEigenvalues(Enumerable.Range(0, Count).Select(k => Math.Pow(Condition, k / (Count - 1.0))));
        _right = new StandardGaussian(Count).Draw(1, stream.Child("right")).Row(0);
    }

    [Fact]
    public void AgreesWithCholesky()
    {
        var iteration = Start(_matrix, _right);
        Run(iteration, 2 * Count);
        var expected = _matrix.Cholesky().Solve(_right);

        // ||x - x*|| <= ||r|| / smallest eigenvalue, and the recurrence drifts from b - A x by some condition * 1e-16 * iterations.
        Assert.InRange(iteration.RelativeResidual, 0, 1e-13);
        Assert.InRange((Vector(iteration.Solution) - expected).L2Norm() / expected.L2Norm(), 0, Condition * Condition * Count * 1.1e-16);
    }

    [Fact]
    public void ReportsTheResidualItHas()
    {
        var iteration = Start(_matrix, _right);
        Assert.Equal(1, iteration.RelativeResidual);
        Run(iteration, 10);
        var residual = _right - (_matrix * Vector(iteration.Solution));

        Assert.InRange(iteration.RelativeResidual, 1e-8, 1);
        Assert.Equal(residual.L2Norm() / _right.L2Norm(), iteration.RelativeResidual, 1e-13);
        Assert.All(iteration.Residual.Zip(residual), pair => Assert.Equal(pair.Second, pair.First, 1e-13));
    }

    [Fact]
    public void TakesAsManyStepsAsThereAreDistinctEigenvalues()
    {
        var iteration = Start(WithEigenvalues(Enumerable.Range(0, Count).Select(k => 1.0 + (k % 3))), _right);
        Run(iteration, 2);
        Assert.InRange(iteration.RelativeResidual, 1e-4, 1);
        Run(iteration, 1);
        Assert.InRange(iteration.RelativeResidual, 0, 1e-13);
    }

    // Ritz values lie between the extreme eigenvalues and move outwards. In exact arithmetic they arrive after as many steps as there are
    // dimensions; rounding delays that, so there are twice as many.
    [Fact]
    public void TheConditionIsApproachedFromBelow()
    {
        var iteration = Start(_matrix, _right);
        var previous = iteration.ConditionEstimate();
        Assert.Equal(1, previous);
        for (var step = 0; step < 2 * Count; step++)
        {
            Run(iteration, 1);
            var estimate = iteration.ConditionEstimate();
            Assert.InRange(estimate, previous * (1 - 1e-10), Condition * (1 + 1e-10));
            previous = estimate;
        }

        var values = _matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).ToArray();

        // Rounding moves an eigenvalue by up to steps * 1.1e-16 times the largest one; relative to the smallest that is Condition as much.
        Assert.Equal(values.Max() / values.Min(), previous, Condition * Condition * 2 * Count * 1.1e-16);
    }

    [Fact]
    public void NothingToSolveIsSolved()
    {
        var iteration = Start(_matrix, 0 * _right);
        Run(iteration, 3);

        Assert.Equal(0, iteration.RelativeResidual);
        Assert.Equal(1, iteration.ConditionEstimate());
        Assert.All(iteration.Solution, value => Assert.Equal(0, value));
    }

    private static Matrix<double> WithEigenvalues(IEnumerable<double> values)
    {
        var rotation = new StandardGaussian(Count).Draw(Count, new RandomStream(92)).QR().Q;
        return rotation * Matrix<double>.Build.DenseOfDiagonalArray([.. values]) * rotation.Transpose();
    }

    private static ConjugateGradient Start(Matrix<double> matrix, Vector<double> right)
        => new((x, y) => (matrix * Vector(x)).ToArray().CopyTo(y, 0), right.ToArray());

    private static void Run(ConjugateGradient iteration, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            iteration.Step();
        }
    }

    private static Vector<double> Vector(double[] values) => Vector<double>.Build.Dense(values);
}

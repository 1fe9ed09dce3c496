using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RidgeRegression.Tests;

public sealed class KernelRidgeTests
{
    private const int Count = 300;
    private static readonly DataSet Sample = Samples.Draw(Count, 3);

    // Two blocks of 256 rows. Errors are the residual's times the condition number, which is below 10^4 with the smaller ridge.
    [Theory]
    [InlineData(Solver.Direct, RidgeScale.Absolute, 0.5, 0.5)]
    [InlineData(Solver.Iterative, RidgeScale.Absolute, 0.5, 0.5)]
    [InlineData(Solver.Direct, RidgeScale.Relative, 0.1, 0.4)]
    [InlineData(Solver.Iterative, RidgeScale.Relative, 0.1, 0.4)]
    public void SolvesTheRidgeSystem(Solver solver, RidgeScale scale, double ridge, double shift)
    {
        // The scale 4 is the diagonal, and what a relative ridge is relative to.
        var model = new ExponentialKernel(4);
        var optimizer = Create(solver, model, ridge, scale);
        var result = optimizer.Run();
        var kernel = model.Compute(Sample.Inputs, Sample.Inputs);
        var system = kernel + (shift * Matrix<double>.Build.DenseIdentity(Count));
        var expected = system.Cholesky().Solve(Sample.Labels);

        Assert.True(result.Finished);
        Assert.True(system.ConditionNumber() < 1e4);
        Assert.InRange((model.Coefficients! - expected).FrobeniusNorm() / expected.FrobeniusNorm(), 0, 1e4 * 1e-13);
        Assert.Equal(shift, optimizer.Reported("ridge"), 1e-13);
        Assert.Same(Sample.Inputs, model.Centres);

        var loss = Math.Pow((Sample.Labels - (kernel * expected)).FrobeniusNorm(), 2) / Count;
        Assert.Equal(loss, result.Loss, 1e-9);
        Assert.InRange(loss, 1e-4, 1);
    }

    [Theory]
    [InlineData(Solver.Direct)]
    [InlineData(Solver.Iterative)]
    public void InterpolatesWithoutARidge(Solver solver)
    {
        var model = new ExponentialKernel();
        var result = Create(solver, model, 0, RidgeScale.Relative).Run();

        // ||y - K alpha|| is at most the relative residual of 1e-13, or the rounding of the factorisation, times ||y||.
        Assert.InRange((model.Predict(Sample.Inputs) - Sample.Labels).FrobeniusNorm() / Sample.Labels.FrobeniusNorm(), 0, 1e-11);
        Assert.InRange(result.Loss, 0, 1e-22);
    }

    [Theory]
    [InlineData(Solver.Direct)]
    [InlineData(Solver.Iterative)]
    public void ReportsTheResidualAndAConditionFromBelow(Solver solver)
    {
        var model = new ExponentialKernel();
        var optimizer = Create(solver, model, 0.01, RidgeScale.Absolute, tolerance: 1e-6);
        optimizer.Run();
        var system = model.Compute(Sample.Inputs, Sample.Inputs) + (0.01 * Matrix<double>.Build.DenseIdentity(Count));
        var residual = (Sample.Labels - (system * model.Coefficients!)).FrobeniusNorm() / Sample.Labels.FrobeniusNorm();
        var condition = system.ConditionNumber();

        // The reported residual is a recurrence's or a product's: condition * 1e-16 apart from this one.
        Assert.Equal(residual, optimizer.Reported("relative-residual"), 1e-12);
        Assert.InRange(residual, 0, 1e-6);

        // From below in both cases; labels of noise excite every eigenvector, so that the iterative estimate comes close.
        var estimate = optimizer.Reported(solver == Solver.Iterative ? "condition-by-ritz-values" : "condition-by-pivots");
        Assert.InRange(estimate, solver == Solver.Iterative ? 0.9 * condition : 1, condition * (1 + 1e-10));
    }

    // Three iterations of noise are not enough, as many as it likes are.
    [Theory]
    [InlineData(3, 1, double.PositiveInfinity)]
    [InlineData(1000, 0, 1)]
    public void WhetherTheIterationConvergedIsReported(int iterations, double least, double most)
    {
        var optimizer = new KernelRidge(
            new KernelRidgeOptions { Solver = Solver.Iterative, Ridge = 0.01, RidgeScale = RidgeScale.Absolute, Tolerance = 1e-6, MaxIterations = iterations }, new ExponentialKernel(), Sample, new ThreadBudget(1));
        optimizer.Run();

        var ratio = optimizer.Report().Single(metric => metric.Quantity == Quantities.ResidualOverTolerance).Value;
        Assert.Equal(optimizer.Reported("relative-residual") / 1e-6, ratio, 1e-9 * ratio);
        Assert.InRange(ratio, least, most);
    }

    [Fact]
    public void TheIterationEndsAtItsTolerance()
    {
        var optimizer = Create(Solver.Iterative, new ExponentialKernel(), 0.01, RidgeScale.Absolute, tolerance: 1e-3);
        var first = optimizer.Step();
        Assert.Equal(Math.Pow(Sample.Labels.FrobeniusNorm(), 2) / Count, first.Loss, 1e-12);
        while (!optimizer.Step().Finished)
        {
            Assert.InRange(optimizer.Reported("relative-residual"), 1e-3, 10);
        }

        Assert.InRange(optimizer.Reported("relative-residual"), 0, 1e-3);
    }

    [Fact]
    public void StepsAreBounded()
    {
        // The matrix, and a step for each block of 256 columns.
        Assert.Equal(3, Create(Solver.Direct, new ExponentialKernel(), 0, RidgeScale.Relative).Steps);

        var options = new KernelRidgeOptions { Solver = Solver.Iterative, MaxIterations = 5, Ridge = 0, Tolerance = 1e-15 };
        var optimizer = new KernelRidge(options, new ExponentialKernel(), Sample, new ThreadBudget(2));
        Assert.Equal(6, optimizer.Steps);
        Assert.False(optimizer.Run().Finished);
    }

    [Theory]
    [InlineData(Solver.Direct)]
    [InlineData(Solver.Iterative)]
    public void TheBitsDoNotDependOnTheThreads(Solver solver)
    {
        var coefficients = ((int[])[1, 2, 3, 8]).Select(threads => Solve(new KernelRidgeOptions { Solver = solver, MaxIterations = solver == Solver.Iterative ? 20 : null }, threads)).ToArray();

        Assert.All(coefficients, value => Assert.Equal(coefficients[0], value));
    }

    [Fact]
    public void AKernelThatIsComputedAnewGivesTheBitsOfOneThatIsKept()
    {
        var kept = new KernelRidgeOptions { Solver = Solver.Iterative, MaxIterations = 20, Memory = 1 };
        var computed = new KernelRidgeOptions { Solver = Solver.Iterative, MaxIterations = 20, Memory = 0 };

        Assert.Equal(Solve(kept, 2), Solve(computed, 2));
    }

    // Two million examples need 32 terabytes; 46 341 need 17 gigabytes in one array, which is more than an array can hold.
    [Theory]
    [InlineData(2_000_000)]
    [InlineData(46_341)]
    public void ASystemThatDoesNotFitIsRefusedInWords(int count)
    {
        var sample = new DataSet(Matrix<double>.Build.Dense(count, 1), Matrix<double>.Build.Dense(count, 1));
        var refusal = Assert.Throws<CompositionException>(() => new KernelRidge(new KernelRidgeOptions(), new ExponentialKernel(), sample, new ThreadBudget(1)));

        Assert.Contains($"{count} examples needs {8L * count * count:N0} bytes", refusal.Message);
        Assert.Contains("\"Solver\": \"iterative\"", refusal.Message);

        // The number of examples that the message offers must itself fit.
        var fits = long.Parse(refusal.Message.Split("at most about ")[1].Split(' ')[0]);
        Assert.InRange(fits * fits, 1, Array.MaxLength);
        Assert.InRange(8 * fits * fits, 1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

        // What the message advises is accepted: it computes nothing yet.
        Assert.NotNull(new KernelRidge(new KernelRidgeOptions { Solver = Solver.Iterative }, new ExponentialKernel(), sample, new ThreadBudget(1)));
    }

    [Fact]
    public void AMatrixThatIsNotPositiveDefiniteIsRefusedInWords()
    {
        // Two equal points make the kernel singular; the pivot of the second is 0 or rounding.
        var points = Matrix<double>.Build.Dense(2, 1, 1.0);
        var optimizer = new KernelRidge(new KernelRidgeOptions { Ridge = 0 }, new ExponentialKernel(), new DataSet(points, points), new ThreadBudget(1));
        optimizer.Step();

        Assert.Contains("larger ridge", Assert.Throws<ArithmeticException>(() => optimizer.Step()).Message);
    }

    [Fact]
    public void OptionsOfTheOtherSolverAreRefused()
    {
        KernelRidgeOptions[] wrong = [new() { Tolerance = 1e-6 }, new() { MaxIterations = 10 }, new() { Memory = 1 }];
        Assert.All(wrong, options => Assert.Contains("iterative", Assert.Throws<CompositionException>(
            () => new KernelRidge(options, new ExponentialKernel(), Sample, new ThreadBudget(1))).Message));
    }

    [Theory]
    [InlineData(Solver.Direct)]
    [InlineData(Solver.Iterative)]
    public void TheModelIsLeftAloneUntilThereIsASolution(Solver solver)
    {
        var model = new ExponentialKernel();
        var first = Create(solver, model, 0.5, RidgeScale.Absolute).Step();

        Assert.Null(model.Coefficients);
        Assert.Equal(Math.Pow(Sample.Labels.FrobeniusNorm(), 2) / Count, first.Loss, 1e-12);
    }

    [Fact]
    public void SeveralOutputsAreRefused()
        => Assert.Contains("has 2", Assert.Throws<CompositionException>(
            () => new KernelRidge(new KernelRidgeOptions(), new ExponentialKernel(), Samples.Draw(5, 2, 2), new ThreadBudget(1))).Message);

    private static KernelRidge Create(Solver solver, ExponentialKernel model, double ridge, RidgeScale scale, double tolerance = 1e-13)
    {
        var options = new KernelRidgeOptions { Solver = solver, Ridge = ridge, RidgeScale = scale, Tolerance = solver == Solver.Iterative ? tolerance : null };
        return new KernelRidge(options, model, Sample, new ThreadBudget(2));
    }

    private static Matrix<double> Solve(KernelRidgeOptions options, int threads)
    {
        var model = new ExponentialKernel();
        new KernelRidge(options, model, Sample, new ThreadBudget(threads)).Run();
        return model.Coefficients!;
    }
}

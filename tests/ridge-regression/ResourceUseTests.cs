using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.RidgeRegression.Tests;

/// <summary>With one thread the caller's does all the work, so that what it allocates can be counted.</summary>
public sealed class ResourceUseTests
{
    private static readonly ThreadBudget OneThread = new(1);

    // Blocks of 256 x 256 numbers, of which a few pass through, are 4 percent of the matrix each.
    [Theory]
    [InlineData(Solver.Direct)]
    [InlineData(Solver.Iterative)]
    public void AKernelTakesTheBytesThatItSays(Solver solver)
    {
        var options = new KernelRidgeOptions { Solver = solver, Ridge = 0.1, MaxIterations = solver == Solver.Iterative ? 10 : null };
        var optimizer = new KernelRidge(options, new ExponentialKernelOfNumbers(), Samples.Draw(1280, 1), OneThread);

        Assert.InRange(Allocated(() => optimizer.Run()) / (double)optimizer.Bytes, 0.8, 1.25);
    }

    [Fact]
    public void AKernelThatIsNotKeptTakesNextToNothing()
    {
        var sample = Samples.Draw(1280, 1);
        var kept = new KernelRidge(new KernelRidgeOptions { Solver = Solver.Iterative }, new ExponentialKernelOfNumbers(), sample, OneThread);
        var computed = new KernelRidge(new KernelRidgeOptions { Solver = Solver.Iterative, Memory = 0 }, new ExponentialKernelOfNumbers(), sample, OneThread);

        Assert.InRange(computed.Bytes, 1, kept.Bytes / 10);
    }

    [Fact]
    public void FeaturesTakeTheBytesThatTheySay()
    {
        var model = new SquareFeatures(200);
        var optimizer = new FeatureRidge(new FeatureRidgeOptions(), model, Samples.Draw(2000, 200), OneThread);

        // This model puts its features together from parts, which takes as much again; vectors and buffers come on top.
        Assert.InRange(Allocated(() => optimizer.Step()) / (double)optimizer.Bytes, 0.8, 2.1);
    }

    [Fact]
    public void LargeSystemsKeepManyThreadsBusy()
    {
        Assert.Equal((1, int.MaxValue), (Kernel(100).UsefulThreads, Kernel(2000).UsefulThreads));
        Assert.Equal((1, int.MaxValue), (Features(5).UsefulThreads, Features(500).UsefulThreads));

        KernelRidge Kernel(int count) => new(new KernelRidgeOptions(), new ExponentialKernelOfNumbers(), Samples.Draw(count, 1), OneThread);

        FeatureRidge Features(int dimension) => new(new FeatureRidgeOptions(), new SquareFeatures(dimension), Samples.Draw(2000, dimension), OneThread);
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

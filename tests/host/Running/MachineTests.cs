using BeyondNtk.Host.Running;

namespace BeyondNtk.Host.Tests;

public sealed class MachineTests
{
    [Fact]
    public void ManyRunsGetAThreadEachUntilAllAreTaken()
    {
        var machine = new Machine(threads: 3, bytes: 100);
        var shares = Enumerable.Range(0, 4).Select(run => machine.TryTake(Needs(8, 1), 10 - run)).ToArray();

        Assert.Equal([1, 1, 1, null], shares.Select(share => share?.Threads));
        machine.GiveBack(shares[0]!.Value);
        Assert.NotNull(machine.TryTake(Needs(8, 1), 7));
    }

    [Theory]
    [InlineData(1, 8, 4)]
    [InlineData(2, 8, 2)]
    [InlineData(1, 3, 3)]
    [InlineData(1, int.MaxValue, 4)]
    [InlineData(9, 8, 1)]
    public void FewRunsGetMoreThreadsAsFarAsTheyCanUseThem(int runsLeft, int useful, int threads)
        => Assert.Equal(threads, new Machine(threads: 4, bytes: 100).TryTake(Needs(useful, 1), runsLeft)?.Threads);

    [Fact]
    public void MemoryIsPromisedOnceButARunAloneGetsWhatThereIs()
    {
        var machine = new Machine(threads: 4, bytes: 100);

        var large = machine.TryTake(Needs(1, 60), 9);
        Assert.NotNull(large);
        Assert.Null(machine.TryTake(Needs(1, 41), 8));
        Assert.NotNull(machine.TryTake(Needs(1, 40), 8));

        Assert.NotNull(new Machine(threads: 4, bytes: 100).TryTake(Needs(1, 1000), 9));
    }

    private static RunDemand Needs(int threads, long bytes) => new(threads, bytes, [1]);
}

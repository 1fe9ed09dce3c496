using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Running;

namespace BeyondNtk.Engine.Tests;

public sealed class ResourcePoolTests
{
    [Fact]
    public void ManyRunsGetAThreadEachUntilAllAreTaken()
    {
        var pool = new ResourcePool(threads: 3, bytes: 100);
        var leases = Enumerable.Range(0, 4).Select(run => pool.TryLease(Needs(8, 1), 10 - run)).ToArray();

        Assert.Equal([1, 1, 1, null], leases.Select(lease => lease?.Threads));
        leases[0]!.Dispose();
        Assert.NotNull(pool.TryLease(Needs(8, 1), 7));
    }

    [Theory]
    [InlineData(1, 8, 4)]
    [InlineData(2, 8, 2)]
    [InlineData(1, 3, 3)]
    [InlineData(1, int.MaxValue, 4)]
    [InlineData(9, 8, 1)]
    public void FewRunsGetMoreThreadsAsFarAsTheyCanUseThem(int runsLeft, int useful, int threads)
        => Assert.Equal(threads, new ResourcePool(threads: 4, bytes: 100).TryLease(Needs(useful, 1), runsLeft)?.Threads);

    [Fact]
    public void MemoryIsPromisedOnceButARunAloneGetsWhatThereIs()
    {
        var pool = new ResourcePool(threads: 4, bytes: 100);

        var large = pool.TryLease(Needs(1, 60), 9);
        Assert.NotNull(large);
        Assert.Null(pool.TryLease(Needs(1, 41), 8));
        Assert.NotNull(pool.TryLease(Needs(1, 40), 8));

        Assert.NotNull(new ResourcePool(threads: 4, bytes: 100).TryLease(Needs(1, 1000), 9));
    }

    [Fact]
    public void WhatALeaseHeldIsThereForTheNextOnce()
    {
        var pool = new ResourcePool(threads: 4, bytes: 100);
        var small = pool.TryLease(Needs(1, 10), 9);
        var large = pool.TryLease(Needs(3, 60), 1)!;
        Assert.Null(pool.TryLease(Needs(1, 31), 9));
        Assert.Null(pool.TryLease(Needs(2, 1), 2));

        large.Dispose();
        large.Dispose();

        Assert.Null(pool.TryLease(Needs(1, 91), 9));
        Assert.Null(pool.TryLease(Needs(4, 1), 1));
        var next = pool.TryLease(Needs(3, 90), 1);
        Assert.Equal((3, 90L), (next?.Threads, next?.Bytes));
        Assert.NotNull(small);
    }

    private static RunRequirements Needs(int threads, long bytes) => new(threads, bytes, [1]);
}

using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Tests;

public sealed class NestedWorkTests
{
    // Every body waits until all have begun, so each worker has one, the helpers too: their turn would never come.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WorkWithinWorkOnOneTeamIsRefused(int threads)
    {
        var team = WorkerTeam.Get(threads);
        var (begun, refused) = (0, 0);
        Patience.Allow(() => team.Run(threads, (_, _) =>
        {
            Interlocked.Increment(ref begun);
            SpinWait.SpinUntil(() => Volatile.Read(ref begun) == threads);
            Assert.Throws<InvalidOperationException>(() => team.Run(1, (_, _) => { }));
            Interlocked.Increment(ref refused);
        }));
        Assert.Equal(threads, refused);

        var after = 0;
        team.Run(3, (_, _) => Interlocked.Increment(ref after));
        Assert.Equal(3, after);
    }

    // Several bodies of one team ask another at the same time.
    [Fact]
    public void AnotherTeamMayBeAskedWithinWork()
    {
        var sums = new int[6];
        Patience.Allow(() => WorkerTeam.Get(3).Run(6, (item, _) => WorkerTeam.Get(2).Run(10, (other, _) => Interlocked.Add(ref sums[item], other))));

        Assert.All(sums, sum => Assert.Equal(45, sum));
    }
}

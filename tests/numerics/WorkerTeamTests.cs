namespace BeyondNtk.Numerics.Tests;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryItemIsTakenExactlyOnce(int threads)
    {
        var team = WorkerTeam.Of(threads);
        Assert.Equal(threads, team.Threads);
        foreach (var items in (int[])[0, 1, 2, 4, 5, 6, 1000])
        {
            for (var repeat = 0; repeat < 20; repeat++)
            {
                var taken = new int[items];
                team.Run(items, (item, _) => Interlocked.Increment(ref taken[item]));

                Assert.All(taken, count => Assert.Equal(1, count));
            }
        }
    }

    // Scratch space is indexed by worker: two bodies must never run under one number at the same time.
    [Fact]
    public void AWorkersNumberIsItsOwn()
    {
        var team = WorkerTeam.Of(4);
        var busy = new int[4];
        var clashes = 0;
        for (var repeat = 0; repeat < 50; repeat++)
        {
            team.Run(200, (_, worker) =>
            {
                if (Interlocked.Increment(ref busy[worker]) > 1)
                {
                    Interlocked.Increment(ref clashes);
                }

                Thread.SpinWait(20);
                Interlocked.Decrement(ref busy[worker]);
            });
        }

        Assert.Equal(0, clashes);
    }

    // Two bodies that wait for each other end only when two threads run them.
    [Fact]
    public void TheThreadsWorkAtTheSameTime()
    {
        using var barrier = new Barrier(3);
        var met = 0;
        WorkerTeam.Of(3).Run(3, (_, _) =>
        {
            if (barrier.SignalAndWait(TimeSpan.FromSeconds(30)))
            {
                Interlocked.Increment(ref met);
            }
        });

        Assert.Equal(3, met);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnExceptionReachesTheCallerAndTheTeamLives(int threads)
    {
        var team = WorkerTeam.Of(threads);
        for (var repeat = 0; repeat < 50; repeat++)
        {
            var failure = Assert.Throws<InvalidTimeZoneException>(() => team.Run(100, (item, _) =>
            {
                if (item == 13)
                {
                    throw new InvalidTimeZoneException("thirteen");
                }
            }));
            Assert.Equal("thirteen", failure.Message);

            var sum = 0;
            team.Run(100, (item, _) => Interlocked.Add(ref sum, item));
            Assert.Equal(4950, sum);
        }
    }

    [Fact]
    public void AfterAnExceptionNoFurtherItemBegins()
    {
        var begun = 0;
        Assert.Throws<InvalidTimeZoneException>(() => WorkerTeam.Of(1).Run(100, (item, _) =>
        {
            begun++;
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal(1, begun);
    }

    [Fact]
    public void CallersTakeTurns()
    {
        var team = WorkerTeam.Of(2);
        var sums = new long[4];
        var callers = Enumerable.Range(0, sums.Length).Select(caller => new Thread(() =>
        {
            for (var repeat = 0; repeat < 100; repeat++)
            {
                team.Run(50, (item, _) => Interlocked.Add(ref sums[caller], item));
            }
        })).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());

        Assert.All(sums, sum => Assert.Equal(100 * 1225, sum));
    }

    [Fact]
    public void ThereIsNoTeamOfNone() => Assert.Throws<ArgumentOutOfRangeException>(() => WorkerTeam.Of(0));
}

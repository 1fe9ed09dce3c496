using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Tests;

public sealed class WorkerTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryItemIsTakenExactlyOnce(int threads)
    {
        var team = WorkerTeam.Get(threads);
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
        var team = WorkerTeam.Get(4);
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
        WorkerTeam.Get(3).Run(3, (_, _) =>
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
        var team = WorkerTeam.Get(threads);
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
        Assert.Throws<InvalidTimeZoneException>(() => WorkerTeam.Get(1).Run(100, (item, _) =>
        {
            begun++;
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal(1, begun);
    }

    // Every body waits until both callers' are running: under a lock the first caller's would wait for ever.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void CallersWorkSideBySide(int threads)
    {
        const int Callers = 2;
        using var barrier = new Barrier(Callers * threads);
        var met = 0;
        Patience.Allow(() => RunTogether(Callers, _ => WorkerTeam.Get(threads).Run(threads, (_, _) =>
        {
            barrier.SignalAndWait();
            Interlocked.Increment(ref met);
        })));

        Assert.Equal(Callers * threads, met);
    }

    // Crews go from caller to caller all the time.
    [Fact]
    public void CallersHaveTheirItemsToThemselves()
    {
        const int Callers = 4;
        var team = WorkerTeam.Get(2);
        var sums = new long[Callers];
        var early = 0;
        Patience.Allow(() => RunTogether(Callers, caller =>
        {
            for (var repeat = 1; repeat <= 1000; repeat++)
            {
                team.Run(50, (item, _) => Interlocked.Add(ref sums[caller], item));
                if (Volatile.Read(ref sums[caller]) != repeat * 1225)
                {
                    Interlocked.Increment(ref early);
                }
            }
        }));

        Assert.Equal(0, early);
        Assert.All(sums, sum => Assert.Equal(1000 * 1225, sum));
    }

    [Fact]
    public void ThereIsNoTeamOfNone() => Assert.Throws<ArgumentOutOfRangeException>(() => WorkerTeam.Get(0));

    private static void RunTogether(int callers, Action<int> action)
    {
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() => action(caller)) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Many runs one after the other, where what remains of one may meet the next.</summary>
public sealed class WorkerTeamStressTests
{
    private const int Rounds = 20_000;

    // Each round writes to an array of its own. A helper that comes late writes to one of an earlier round, a second time; one whose wake-up is
    // lost lets the caller wait for ever. Now and then a thread is kept waiting for longer than it spins, so that the others fall asleep: the
    // caller at the end of a round, helpers between rounds.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryItemOfEveryRoundIsTakenOnceAndInItsRound(int threads)
    {
        var team = WorkerTeam.Get(threads);
        var stream = new RandomStream(91);
        var taken = new int[Rounds][];
        var (round, strays) = (0, 0);
        Patience.Allow(() =>
        {
            for (; round < Rounds; Volatile.Write(ref round, round + 1))
            {
                var mine = round;
                var counts = taken[mine] = new int[stream.Next((2 * threads) + 1)];
                var slow = stream.Next(100) == 0 ? stream.Next(counts.Length + 1) : -1;
                team.Run(counts.Length, (item, _) =>
                {
                    if (item == slow)
                    {
                        Thread.Sleep(1);
                    }

                    if (Volatile.Read(ref round) != mine)
                    {
                        Interlocked.Increment(ref strays);
                    }

                    Interlocked.Increment(ref counts[item]);
                });
                Assert.All(counts, count => Assert.Equal(1, count));
                if (stream.Next(100) == 0)
                {
                    Thread.Sleep(1);
                }
            }
        });

        Assert.Equal(0, strays);
        Assert.All(taken.SelectMany(counts => counts), count => Assert.Equal(1, count));
    }

    // A body that throws ends its round early. The helpers must have left it by then: none of its items begins once Run has returned, and the
    // next round has all of its own.
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void ARoundThatFailsLeavesNothingToTheNext(int threads)
    {
        var team = WorkerTeam.Get(threads);
        var stream = new RandomStream(92);
        Patience.Allow(() =>
        {
            for (var round = 0; round < Rounds / 4; round++)
            {
                var counts = new int[1 + stream.Next(3 * threads)];
                var wrong = stream.Next(counts.Length);
                var failure = Assert.Throws<InvalidTimeZoneException>(() => team.Run(counts.Length, (item, _) =>
                {
                    Interlocked.Increment(ref counts[item]);
                    if (item == wrong)
                    {
                        throw new InvalidTimeZoneException($"{round}");
                    }
                }));
                var left = (int[])counts.Clone();
                Assert.Equal($"{round}", failure.Message);
                Assert.Equal(1, left[wrong]);
                Assert.All(left, count => Assert.InRange(count, 0, 1));

                var sum = 0;
                team.Run(threads, (item, _) => Interlocked.Add(ref sum, item + 1));
                Assert.Equal(threads * (threads + 1) / 2, sum);
                Assert.Equal(left, counts);
            }
        });
    }
}

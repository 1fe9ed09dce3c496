using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BeyondNtk.Engine.Tests;

/// <summary>How much of an experiment is done, and how long the rest takes.</summary>
public sealed class ExperimentProgressTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void BeforeAnythingIsDoneNothingIsKnownOfTheTimeLeft()
    {
        var progress = Begun(work: 4);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, null), (progress.State.Share, progress.State.Left));
    }

    [Theory]
    [InlineData(25, 0.25, 30)]
    [InlineData(50, 0.5, 10)]
    [InlineData(80, 0.8, 2.5)]
    public void TheTimeLeftIsThatOfTheWorkLeft(long step, double share, double left)
    {
        var progress = Begun(work: 4);
        var run = progress.BeginRun(Needs(4));
        run.Started("first", 0, 100);

        run.Stepped(step, 1);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((share, TimeSpan.FromSeconds(left)), (progress.State.Share, progress.State.Left));
    }

    // Of 1 + 3 + 4 the first run and a third of the second's last learner are done.
    [Fact]
    public void RunsAndLearnersCountByTheirWork()
    {
        var progress = Begun(work: 8);
        var (small, large) = (Needs(1), Needs(1, 3));
        progress.EndRun(progress.BeginRun(small), small, RunStatus.Done);
        var run = progress.BeginRun(large);
        run.Started("first", 0, 5);
        run.Ended(Records.Learner("first"));
        run.Started("second", 0, 30);

        run.Stepped(10, 1);
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal((3.0 / 8, TimeSpan.FromSeconds(50)), (progress.State.Share, progress.State.Left));
    }

    // What an earlier process had done took none of this one's time.
    [Fact]
    public void OfARunThatResumesOnlyTheRestTellsHowFastItIs()
    {
        var progress = Begun(work: 8);
        var needs = Needs(4);
        var run = progress.BeginRun(needs);
        run.Started("first", 50, 100);
        Assert.Equal((0, null), (progress.State.Share, progress.State.Left));

        run.Stepped(75, 1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((1.0 / 6, TimeSpan.FromSeconds(50)), (progress.State.Share, progress.State.Left));

        _clock.Advance(TimeSpan.FromSeconds(10));
        run.Ended(Records.Learner("first"));
        Assert.Equal((2.0 / 6, TimeSpan.FromSeconds(40)), (progress.State.Share, progress.State.Left));
        progress.EndRun(run, needs, RunStatus.Done);
        Assert.Equal((2.0 / 6, TimeSpan.FromSeconds(40)), (progress.State.Share, progress.State.Left));
    }

    // A run that waited for others goes on with the learner that it was at.
    [Fact]
    public void ALearnerThatGoesOnCountsByItsOwnWork()
    {
        var progress = Begun(work: 8);
        var run = progress.BeginRun(Needs(7, 1));
        run.Show(["first", "second"], NullLogger.Instance, () => run.Started("second", 50, 100));

        run.Stepped(100, 1);

        // Of the work of 8 there are 7.5 to do after what was found, and half of the second learner is done.
        Assert.Equal(0.5 / 7.5, progress.State.Share, 1e-12);
    }

    private static RunRequirements Needs(params double[] work) => new(1, 1, work);

    private ExperimentProgress Begun(double work)
    {
        var progress = new ExperimentProgress("small", 4, _clock);
        _clock.Advance(TimeSpan.FromMinutes(1)); // Preparing is no work.
        progress.Begin(work, known: 0);
        return progress;
    }
}

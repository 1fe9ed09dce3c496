using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Display;
using Microsoft.Extensions.Time.Testing;

namespace BeyondNtk.Host.Tests;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(10, "about 10 s left")]
    [InlineData(9.2, "about 10 s left")]
    [InlineData(180, "about 3 min left")]
    [InlineData(9000, "about 2.5 h left")]
    public void HalfOfTheWorkLeavesAsMuchTimeAsItTook(double seconds, string left)
    {
        var (clock, needs) = (new FakeTimeProvider(), new RunRequirements(1, 1, [8]));
        var progress = new ExperimentProgress("small", 2, clock);
        progress.Begin(2 * needs.TotalWork, known: 0);
        progress.EndRun(progress.BeginRun(needs), needs, RunStatus.Done);
        progress.BeginRun(needs);

        clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal($"small: 1 of 2 runs, 1 running, {left}", ProgressText.Of(progress.State));
    }

    [Fact]
    public void WhatIsOverHasNoTimeLeft()
    {
        var needs = new RunRequirements(1, 1, [8]);
        var progress = new ExperimentProgress("small", 1, new FakeTimeProvider());
        progress.Begin(needs.TotalWork, known: 0);

        progress.EndRun(progress.BeginRun(needs), needs, RunStatus.Done);

        Assert.Equal("small: 1 of 1 runs", ProgressText.Of(progress.State));
    }
}

using BeyondNtk.Engine.Running;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BeyondNtk.Engine.Tests;

/// <summary>How often the state of a run is kept.</summary>
public sealed class RunCheckpointsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFirstIsDueAfterThePause()
    {
        var checkpoints = Checkpoints(pause: 60);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(checkpoints.IsDue);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(checkpoints.IsDue);
    }

    // However often they are asked for.
    [Theory]
    [InlineData(0, 1, 20)]
    [InlineData(0, 0.5, 10)]
    [InlineData(15, 1, 20)]
    [InlineData(60, 1, 60)]
    public void TheyTakeATwentiethOfTheTimeAtMost(double pause, double takes, double next)
    {
        var checkpoints = Checkpoints(pause);
        _clock.Advance(TimeSpan.FromMinutes(5));
        checkpoints.TrySave(("first", _ => _clock.Advance(TimeSpan.FromSeconds(takes))));

        _clock.Advance(TimeSpan.FromSeconds(next) - TimeSpan.FromTicks(1));
        Assert.False(checkpoints.IsDue);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(checkpoints.IsDue);
    }

    private RunCheckpoints Checkpoints(double pause)
        => new(_folder.File("checkpoints"), TimeSpan.FromSeconds(pause), new RunState(_clock), _clock, NullLogger.Instance);
}

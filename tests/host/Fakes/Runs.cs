using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.Configuration;

namespace BeyondNtk.Host.Tests;

/// <summary>Runs plans, quietly and always at the same moment.</summary>
internal static class Runs
{
    public static readonly DateTimeOffset Moment = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static RunOutcome Of(RunPlan plan, string output, CancellationToken interruption = default)
    {
        var logs = new RunLog(new ConfigurationBuilder().Build(), interactive: true);
        return new RunExecutor(logs, new FixedClock(Moment)).Run(plan, output, new RecordingDisplay(), alone: true, interruption);
    }
}

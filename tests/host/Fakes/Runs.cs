using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.Configuration;

namespace BeyondNtk.Host.Tests;

/// <summary>Runs plans, quietly and always at the same moment.</summary>
internal static class Runs
{
    public static readonly DateTimeOffset Moment = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    /// <summary>Makes a run or goes on with one, until a step of a learner at which it is interrupted.</summary>
    public static RunOutcome Interrupted(RunPlan plan, string output, string learner, long step, RunOutcome? begun = null)
    {
        using var source = new CancellationTokenSource();
        var display = new RecordingDisplay
        {
            OnStep = (label, at) =>
            {
                if (label == learner && at == step)
                {
                    source.Cancel();
                }
            },
        };
        return Of(plan, output, begun, display, source.Token);
    }

    /// <summary>Makes a run in which a step of a learner fails, and which may be interrupted at a later one.</summary>
    public static RunOutcome Broken(RunPlan plan, string output, (string Learner, long Step) failing, (string Learner, long Step)? last = null)
    {
        using var source = new CancellationTokenSource();
        var display = new RecordingDisplay
        {
            OnStep = (learner, step) =>
            {
                if ((learner, step) == failing)
                {
                    throw new InvalidOperationException("no more room for this");
                }

                if ((learner, step) == last)
                {
                    source.Cancel();
                }
            },
        };
        return Of(plan, output, null, display, source.Token);
    }

    /// <summary>Goes on with a run.</summary>
    public static RunOutcome Resumed(RunPlan plan, string output, RunOutcome begun, RecordingDisplay? display = null)
        => Of(plan, output, begun, display ?? new RecordingDisplay(), default);

    public static RunOutcome Of(RunPlan plan, string output, CancellationToken interruption = default)
        => Of(plan, output, null, new RecordingDisplay(), interruption);

    private static RunOutcome Of(RunPlan plan, string output, RunOutcome? begun, RecordingDisplay display, CancellationToken interruption)
    {
        var logs = new RunLog(new ConfigurationBuilder().Build(), interactive: true);
        var beginning = new RunBeginning(begun is null ? null : new RunResult(begun.Folder.Path, begun.Record));
        return new RunExecutor(logs, new FixedClock(Moment)).Run(plan, output, beginning, display, alone: true, interruption);
    }
}

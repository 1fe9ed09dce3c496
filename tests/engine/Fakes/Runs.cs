using BeyondNtk.Engine.Analysis.Conclusions;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Runs plans, quietly and always at the same moment.</summary>
internal static class Runs
{
    public static readonly DateTimeOffset Moment = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    /// <summary>A clock that shows the moment, and measures durations as any.</summary>
    public static readonly TimeProvider Clock = new FixedClock(Moment);

    /// <summary>What runs are made with.</summary>
    public static RunTools Tools(TimeProvider? time = null)
        => new(new RunLogs(() => []), RunAnalysers.All, new RunPlots(), time ?? Clock);

    /// <summary>A runner of an experiment.</summary>
    public static ExperimentRunner Runner(ExperimentPlan plan, string output, RunOptions? options = null, TimeProvider? time = null, CancellationToken interruption = default)
        => new ExperimentRunners(Tools(time), new RunStore(output, time ?? Clock)).Create(plan, options ?? new RunOptions(), interruption);

    /// <summary>Makes a run or resumes one, until a step of a learner at which it is interrupted.</summary>
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
        return Make(plan, output, begun, display, null, source.Token);
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
        return Make(plan, output, null, display, null, source.Token);
    }

    /// <summary>Resumes a run.</summary>
    public static RunOutcome Resumed(RunPlan plan, string output, RunOutcome begun, RecordingDisplay? display = null)
        => Make(plan, output, begun, display ?? new RecordingDisplay(), null, default);

    public static RunOutcome Execute(RunPlan plan, string output, CancellationToken interruption = default, TimeProvider? time = null)
        => Make(plan, output, null, new RecordingDisplay(), time, interruption);

    private static RunOutcome Make(RunPlan plan, string output, RunOutcome? begun, RecordingDisplay display, TimeProvider? time, CancellationToken interruption)
    {
        var store = new RunStore(output, time ?? Clock).Open(plan.Experiment);
        using var claim = store.TryClaim(plan)!;
        var request = new RunRequest(plan, plan.Threads, store, claim, display)
        {
            Unfinished = begun is null ? null : new StoredRun(begun.Folder.Path, begun.Record),
            IsAlone = true,
        };
        return RunSession.Run(request, Tools(time), interruption);
    }
}

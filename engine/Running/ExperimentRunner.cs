using System.Diagnostics.CodeAnalysis;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>Makes the runs of an experiment that have no result yet, several at a time where the machine has room for them.</summary>
/// <remarks>
/// Each run has a thread of its own and is claimed against other processes (<see cref="RunClaim"/>) before it begins; one that fails stops
/// no other. Runs that another process is making are waited for at the end.
/// </remarks>
[SuppressMessage("Reliability", "CA2000", Justification = "A job hands its composition, lease and claim to the thread that makes the run, which disposes of them.")]
internal sealed class ExperimentRunner : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly RunTools _tools;
    private readonly RunOptions _options;
    private readonly RunStore _output;
    private readonly CompositionBudget _compositions;
    private readonly ResourcePool _resources;
    private readonly CancellationTokenSource _stop;
    private readonly object _gate = new();
    private ExperimentStore? _store;
    private RunQueue? _queue;
    private Action<string>? _waits;
    private int _running;

    /// <param name="plan">The experiment.</param>
    /// <param name="tools">What runs are made with.</param>
    /// <param name="output">Where they are kept.</param>
    /// <param name="options">How they are to be made.</param>
    /// <param name="compositions">How much of them may be held composed.</param>
    /// <param name="interruption">Asks to begin no further run and to end those that run.</param>
    public ExperimentRunner(
        ExperimentPlan plan, RunTools tools, RunStore output, RunOptions options, CompositionBudget compositions, CancellationToken interruption)
    {
        (Plan, _tools, _output, _options, _compositions) = (plan, tools, output, options, compositions);
        _resources = new ResourcePool(plan.Runs[0].Threads, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        Progress = new ExperimentProgress(plan.Name, plan.Runs.Count, tools.Time);
    }

    /// <summary>The experiment.</summary>
    public ExperimentPlan Plan { get; }

    /// <summary>Whether there are runs to make; known once it is prepared.</summary>
    public bool HasWork => Queue.Waiting.Count > 0;

    /// <summary>How far it is.</summary>
    public ExperimentProgress Progress { get; }

    /// <summary>The results so far, in the order of the plan.</summary>
    public IReadOnlyList<(RunPlan Run, StoredRun Result)> Results
    {
        get
        {
            lock (_gate)
            {
                return Queue.Results;
            }
        }
    }

    /// <summary>The number of runs made here, not found.</summary>
    public int Made => Queue.Made;

    private ExperimentStore Store => _store ?? throw new InvalidOperationException("it is prepared first");

    private RunQueue Queue => _queue ?? throw new InvalidOperationException("it is prepared first");

    /// <summary>Finds what is to be done and composes all of it, so that a mistake in the last run does not surface after hours.</summary>
    /// <exception cref="ConfigurationException">Runs cannot be composed; it says why for each of them.</exception>
    public void Prepare()
    {
        _store = _output.Open(Plan.Name);
        var threads = Math.Max(1, Plan.Runs[0].Threads / Plan.Runs.Count);
        var problems = new Problems();
        var (results, jobs) = (new List<(RunPlan, StoredRun)>(), new List<RunJob>());
        foreach (var run in Plan.Runs.TakeWhile(_ => !problems.AreMany))
        {
            if (!_options.WantsNone && Store.FindResult(run) is { } result)
            {
                results.Add((run, result));
            }
            else if (problems.Try(() => ComposedRun.Compose(run, threads)) is { } composed)
            {
                jobs.Add(new RunJob(run, composed.Requirements, _compositions.Keep(composed)));
            }
        }

        try
        {
            problems.ThrowIfAny();
        }
        catch
        {
            jobs.ForEach(job => job.Dispose());
            throw;
        }

        _queue = new RunQueue(Plan, results, jobs, run => _options.WantsNone ? null : Store.FindUnfinished(run));
        Progress.Begin(Queue.Left.Sum(job => job.Requirements.TotalWork), Plan.Runs.Count - Queue.Left.Count);
    }

    /// <summary>Makes the runs and returns when all have ended or a stop was asked for.</summary>
    /// <param name="display">Shows a run that is the only one of its experiment; the others report to <see cref="Progress"/>.</param>
    /// <param name="waits">Is told, once, which process makes what is waited for when nothing runs here.</param>
    public void Run(IRunDisplay display, Action<string>? waits = null)
    {
        _waits = waits;
        if (HasWork)
        {
            Store.ClearBeginnings(Queue.Waiting.Select(job => job.Run));
        }

        lock (_gate)
        {
            while (_running > 0 || (HasWork && !_stop.IsCancellationRequested))
            {
                if (_stop.IsCancellationRequested || !TryBeginOne(display))
                {
                    Monitor.Wait(_gate, LookAgain);
                }
            }
        }
    }

    /// <summary>Lets go of what was prepared and not made.</summary>
    public void Dispose()
    {
        _queue?.Dispose();
        _options.Unfinished?.Claim.Dispose();
        _stop.Dispose();
    }

    // The first run that nobody else is making, if there is room for it. Its place is kept: smaller ones do not overtake it for ever.
    private bool TryBeginOne(IRunDisplay display)
    {
        var (elsewhere, holder) = (0, (string?)null);
        foreach (var job in Queue.Waiting)
        {
            if (_resources.TryLease(job.Requirements, Queue.Waiting.Count + _running) is not { } lease)
            {
                return false;
            }

            if (TryClaim(job, out var claim))
            {
                Queue.Begin(job);
                Progress.WaitFor(elsewhere, holder);
                Begin(job, lease, claim, display);
                return true;
            }

            lease.Dispose();
            elsewhere++;
            holder ??= Store.HolderOf(job.Run);
        }

        Progress.WaitFor(elsewhere, holder);
        if (elsewhere > 0 && _running == 0)
        {
            _waits?.Invoke(holder ?? "another process");
            _waits = null;
        }

        return false;
    }

    // True also if the right to make the run cannot be asked for: that run fails, and no other.
    private bool TryClaim(RunJob job, out RunClaim? claim)
    {
        claim = null;
        try
        {
            claim = _options.Unfinished?.Claim ?? Store.TryClaim(job.Run);
            return claim is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            job.Unclaimed = $"it cannot be claimed: {exception.Message}";
            return true;
        }
    }

    private void Begin(RunJob job, ResourcePool.Lease lease, RunClaim? claim, IRunDisplay display)
    {
        // Another process may have made it between the look at the results and the claim.
        var found = claim is null ? default : Look(job, claim);
        if (found.Result is { } result)
        {
            claim!.Dispose();
            lease.Dispose();
            job.Dispose();
            Progress.EndElsewhere(job.Requirements);
            Queue.End(job, result, goesOn: !_stop.IsCancellationRequested);
            return;
        }

        _running++;
        new Thread(() => Make(job, lease, claim, found.Unfinished, display)) { Name = $"run {job.Run.Identity[..8]}" }.Start();
    }

    // What was begun here, or is named, goes on, whatever else there is of it.
    private (StoredRun? Result, StoredRun? Unfinished) Look(RunJob job, RunClaim claim)
    {
        try
        {
            if ((_options.Unfinished?.Run ?? Queue.MadeOf(job)) is { } begun)
            {
                var now = begun with { Record = new RunFolder(begun.Folder).ReadRecord() ?? begun.Record };
                return now.Record.IsUnfinished ? (null, now) : (now, null);
            }

            return _options.Again ? default : Store.Look(job.Run, claim);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no result, and the run itself will say what is wrong.
            return default;
        }
    }

    private void Make(RunJob job, ResourcePool.Lease lease, RunClaim? claim, StoredRun? unfinished, IRunDisplay display)
    {
        var isAlone = Plan.Runs.Count == 1;
        var progress = Progress.BeginRun(job.Requirements, job.WorkDone);
        StoredRun result;
        using var composed = TakeComposed(job, lease);
        try
        {
            var request = new RunRequest(job.Run, lease.Threads, Store, claim ?? throw new IOException(job.Unclaimed), isAlone ? display : progress)
            {
                Unfinished = unfinished,
                Composed = composed,
                Halts = job.Halts,
                KeepsFailures = job.IsMade,
                IsAlone = isAlone,
            };
            var outcome = RunSession.Run(request, _tools, _stop.Token);
            result = new StoredRun(outcome.Folder.Path, outcome.Record with { Configuration = [] });
        }
        catch (Exception exception)
        {
            // Nothing could be written, not even that it failed.
            result = new StoredRun("", RunSession.Unwritten(job.Run, _tools.Time.GetUtcNow(), exception.Message));
        }

        claim?.Dispose();
        lock (_gate)
        {
            lease.Dispose();
            _running--;
            job.IsMade = true;
            if (Queue.Halves && result.Record.Status == RunStatus.Interrupted && !_stop.IsCancellationRequested)
            {
                Progress.PauseRun(progress);
                job.WorkDone += progress.Work;
            }
            else
            {
                Progress.EndRun(progress, job.Requirements, result.Record.Status);
            }

            if (_options.FailFast && result.Record.Status is RunStatus.Failed or RunStatus.Diverged)
            {
                _stop.Cancel();
            }

            Queue.End(job, result, goesOn: !_stop.IsCancellationRequested);
            Monitor.Pulse(_gate);
        }
    }

    // A composition for another number of threads would keep them busy.
    private ComposedRun? TakeComposed(RunJob job, ResourcePool.Lease lease)
    {
        if (job.TakeComposed() is { } composed)
        {
            _compositions.Return(composed);
            if (composed.Fits(lease.Threads))
            {
                return composed;
            }

            composed.Dispose();
        }

        return null;
    }
}

using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Running;

/// <summary>How runs are to be made.</summary>
/// <param name="Output">Where they are kept.</param>
/// <param name="Again">Makes also those that have a result.</param>
/// <param name="FailFast">Stops at the first run that fails or diverges.</param>
internal sealed record RunOptions(string Output, bool Again = false, bool FailFast = false)
{
    /// <summary>The unfinished run that goes on, for a plan of one run; none finds it by itself.</summary>
    public RunResult? Unfinished { get; init; }
}

/// <summary>Makes the runs of an experiment that have no result yet, several at a time where the machine has room for them.</summary>
/// <remarks>
/// Each run has a thread of its own and is claimed against other processes (<see cref="RunLock"/>) before it begins; one that fails stops
/// no other. Runs that another process is making are waited for at the end.
/// </remarks>
internal sealed class ExperimentRunner
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private readonly RunExecutor _executor;
    private readonly RunOptions _options;
    private readonly ExperimentPlan _plan;
    private readonly Machine _machine;
    private readonly CancellationTokenSource _stop;
    private readonly object _gate = new();
    private readonly Dictionary<string, RunResult> _results = [];
    private List<Job> _waiting = [];
    private Action<string>? _waits;
    private int _running;

    /// <param name="executor">Makes one run.</param>
    /// <param name="plan">The experiment.</param>
    /// <param name="options">How its runs are to be made.</param>
    /// <param name="interruption">Asks to begin no further run and to end those that run.</param>
    public ExperimentRunner(RunExecutor executor, ExperimentPlan plan, RunOptions options, CancellationToken interruption)
    {
        (_executor, _plan, _options) = (executor, plan, options);
        _machine = new Machine(plan.Runs[0].Threads, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(interruption);
        Progress = new ExperimentProgress(plan.Name, plan.Runs.Count);
    }

    /// <summary>The experiment.</summary>
    public ExperimentPlan Plan => _plan;

    /// <summary>Whether there are runs to make; known once it is prepared.</summary>
    public bool HasWork => _waiting.Count > 0;

    /// <summary>How far it is.</summary>
    public ExperimentProgress Progress { get; }

    /// <summary>The results so far, in the order of the plan.</summary>
    public IReadOnlyList<(RunPlan Run, RunResult Result)> Results
    {
        get
        {
            lock (_gate)
            {
                return [.. _plan.Runs.Where(run => _results.ContainsKey(run.Identity)).Select(run => (run, _results[run.Identity]))];
            }
        }
    }

    /// <summary>The number of runs made here, not found.</summary>
    public int Made { get; private set; }

    /// <summary>Finds what is to be done and composes all of it for a moment, so that a mistake in the last run does not surface after hours.</summary>
    /// <exception cref="ConfigurationException">Runs cannot be composed; it says why for each of them.</exception>
    public void Prepare()
    {
        var known = KnownResults.Of(_options.Output, _plan.Name);
        var refusals = new Refusals();
        foreach (var run in _plan.Runs.TakeWhile(_ => !refusals.AreMany))
        {
            if (!IsWanted && known.Find(run) is { } result)
            {
                _results[run.Identity] = result;
            }
            else if (refusals.Try(() => RunDemand.Of(run)) is { } demand)
            {
                _waiting.Add(new Job(run, demand));
            }
        }

        refusals.ThrowIfAny();

        // The longest first: a long run that begins last would leave the other processors idle.
        _waiting = [.. _waiting.OrderByDescending(job => job.Demand.TotalWork)];
        Progress.Begin(_waiting.Sum(job => job.Demand.TotalWork), _results.Count);
    }

    /// <summary>Makes the runs and returns when all have ended or a stop was asked for.</summary>
    /// <param name="display">Shows a run that is the only one of its experiment; the others report to <see cref="Progress"/>.</param>
    /// <param name="waits">Is told, once, which process makes what is waited for when nothing runs here.</param>
    public void Run(IRunDisplay display, Action<string>? waits = null)
    {
        _waits = waits;
        lock (_gate)
        {
            while (_running > 0 || (_waiting.Count > 0 && !_stop.IsCancellationRequested))
            {
                if (_stop.IsCancellationRequested || !TryBeginOne(display))
                {
                    Monitor.Wait(_gate, LookAgain);
                }
            }
        }
    }

    // The first run that nobody else is making, if there is room for it. Its place is kept: smaller ones do not overtake it for ever.
    private bool TryBeginOne(IRunDisplay display)
    {
        var (elsewhere, holder) = (0, (string?)null);
        foreach (var job in _waiting)
        {
            if (_machine.TryTake(job.Demand, _waiting.Count + _running) is not { } share)
            {
                return false;
            }

            if (TryClaim(job, out var claim))
            {
                _waiting.Remove(job);
                Progress.WaitFor(elsewhere, holder);
                Begin(job, share, claim, display);
                return true;
            }

            _machine.GiveBack(share);
            elsewhere++;
            holder ??= RunLock.HolderOf(_options.Output, job.Run);
        }

        Progress.WaitFor(elsewhere, holder);
        if (elsewhere > 0 && _running == 0)
        {
            _waits?.Invoke(holder ?? "another process");
            _waits = null;
        }

        return false;
    }

    // True also when the right to make the run cannot be asked for: that run fails, and no other.
    private bool TryClaim(Job job, out RunLock? claim)
    {
        claim = null;
        try
        {
            claim = RunLock.TryTake(_options.Output, job.Run);
            return claim is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            job.Unclaimed = $"it cannot be claimed: {exception.Message}";
            return true;
        }
    }

    // What is there already is no answer: all is to be made again, or an unfinished run is to go on.
    private bool IsWanted => _options.Again || _options.Unfinished is not null;

    private void Begin(Job job, Share share, RunLock? claim, IRunDisplay display)
    {
        if (claim is not null && MadeElsewhere(job) is { } result)
        {
            claim.Dispose();
            _machine.GiveBack(share);
            _results[job.Run.Identity] = result;
            Progress.EndElsewhere(job.Demand);
            return;
        }

        _running++;
        new Thread(() => Make(job, share, claim, display)) { Name = $"run {job.Run.Identity[..8]}" }.Start();
    }

    // Another process may have made it between the look at the results and the claim.
    private RunResult? MadeElsewhere(Job job)
    {
        if (_options.Unfinished is { } unfinished)
        {
            var now = RunRecords.Read(Path.Combine(unfinished.Folder, RunFolder.RecordName));
            return now is null || UnfinishedRuns.IsUnfinished(now) ? null : unfinished with { Record = now };
        }

        try
        {
            return IsWanted ? null : KnownResults.Of(_options.Output, job.Run).Find(job.Run);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is no result, and the run itself will say what is wrong.
            return null;
        }
    }

    private void Make(Job job, Share share, RunLock? claim, IRunDisplay display)
    {
        var alone = _plan.Runs.Count == 1;
        var progress = Progress.BeginRun(job.Demand);
        RunResult result;
        try
        {
            if (claim is null)
            {
                throw new IOException(job.Unclaimed);
            }

            var unfinished = _options.Unfinished ?? (_options.Again ? null : UnfinishedRuns.Find(_options.Output, job.Run));
            var outcome = _executor.Run(job.Run with { Threads = share.Threads }, _options.Output, new RunBeginning(unfinished, claim.DeadHolder), alone ? display : progress, alone, _stop.Token);
            result = new RunResult(outcome.Folder.Path, outcome.Record);
        }
        catch (Exception exception)
        {
            // Nothing could be written, not even that it failed.
            result = new RunResult("", _executor.Unwritten(job.Run, exception.Message));
        }

        claim?.Dispose();
        lock (_gate)
        {
            _results[job.Run.Identity] = result;
            _machine.GiveBack(share);
            _running--;
            Made++;
            Progress.EndRun(progress, job.Demand, result.Record.Status);
            if (_options.FailFast && result.Record.Status is RunStatus.Failed or RunStatus.Diverged)
            {
                _stop.Cancel();
            }

            Monitor.Pulse(_gate);
        }
    }

    private sealed record Job(RunPlan Run, RunDemand Demand)
    {
        /// <summary>Why the right to make it could not be asked for; none when it could.</summary>
        public string? Unclaimed { get; set; }
    }
}

using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>Which runs of an experiment wait to be made, and what came of the others. The one lock of who makes them guards it.</summary>
internal sealed class RunQueue : IDisposable
{
    private readonly ExperimentPlan _plan;
    private readonly Func<RunPlan, StoredRun?> _findUnfinished;
    private readonly Dictionary<RunPlan, StoredRun> _results;
    private readonly Dictionary<RunPlan, RunJob> _jobs;
    private readonly Dictionary<RunPlan, StoredRun?> _unfinished = [];
    private readonly Halving? _halving;
    private readonly LinkedList<RunJob> _waiting;

    /// <param name="plan">The experiment.</param>
    /// <param name="results">The results that there are.</param>
    /// <param name="jobs">All other runs.</param>
    /// <param name="findUnfinished">Finds what an earlier process began of a run.</param>
    public RunQueue(ExperimentPlan plan, IEnumerable<(RunPlan Run, StoredRun Result)> results, IEnumerable<RunJob> jobs, Func<RunPlan, StoredRun?> findUnfinished)
    {
        (_plan, _findUnfinished) = (plan, findUnfinished);
        _results = results.ToDictionary(found => found.Run, found => found.Result);
        _jobs = jobs.ToDictionary(job => job.Run);
        _halving = plan.Select?.Halving is null ? null : new Halving(plan, Find, run => _jobs.TryGetValue(run, out var job) && job.IsMade);

        // The longest first: a long run that begins last would leave the other processors idle.
        _waiting = new((_halving is null ? _jobs.Values : _halving.Begin().Select(Take)).OrderByDescending(job => job.Requirements.TotalWork));
        foreach (var run in _jobs.Keys.Except(_waiting.Select(job => job.Run)))
        {
            // One that halted for good is a result; one that waits for others goes on later.
            if (Find(run) is { Record.Status: RunStatus.Halted } halted)
            {
                _results[run] = halted;
            }
        }
    }

    /// <summary>The runs of which something is left to do.</summary>
    public IReadOnlyList<RunJob> Left => [.. _jobs.Values.Where(job => !_results.ContainsKey(job.Run))];

    /// <summary>The runs that wait, in the order in which they are to begin.</summary>
    public IReadOnlyCollection<RunJob> Waiting => _waiting;

    /// <summary>The results so far, in the order of the plan.</summary>
    public IReadOnlyList<(RunPlan Run, StoredRun Result)> Results => [.. _plan.Runs.Where(_results.ContainsKey).Select(run => (run, _results[run]))];

    /// <summary>The number of runs made here, not found.</summary>
    public int Made => _jobs.Values.Count(job => job.IsMade);

    /// <summary>Whether a run that was interrupted goes on by itself.</summary>
    public bool Halves => _halving is not null;

    /// <summary>What came of a run that was made here; null if it was not, or nothing could be written.</summary>
    public StoredRun? MadeOf(RunJob job) => job.IsMade && _results[job.Run] is { Folder.Length: > 0 } made ? made : null;

    /// <summary>A run begins, and waits no longer.</summary>
    public void Begin(RunJob job) => _waiting.Remove(job);

    /// <summary>A run has ended, here or in another process.</summary>
    /// <param name="job">The run.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="goesOn">Whether what it leads to waits from now on: where a selection halves, what goes on after a comparison.</param>
    public void End(RunJob job, StoredRun result, bool goesOn)
    {
        _results[job.Run] = result;
        if (!goesOn)
        {
            return;
        }

        foreach (var next in _halving?.End(new HalvingJob(job.Run, job.Halts)) ?? [])
        {
            _waiting.AddLast(Take(next));
        }
    }

    /// <summary>Lets go of what was composed and not made.</summary>
    public void Dispose()
    {
        foreach (var job in _jobs.Values)
        {
            job.Dispose();
        }
    }

    private RunJob Take(HalvingJob next)
    {
        var job = _jobs[next.Run];
        job.Halts = next.Halts;
        return job;
    }

    // What was begun by an earlier process counts too.
    private StoredRun? Find(RunPlan run)
    {
        if (_results.TryGetValue(run, out var result))
        {
            return result;
        }

        return _unfinished.TryGetValue(run, out var known) ? known : _unfinished[run] = _findUnfinished(run);
    }
}

using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>How far the runs of an experiment are. Runs tell it from their own threads; a display reads it when it likes.</summary>
/// <param name="experiment">The experiment's name.</param>
/// <param name="runs">The number of its runs.</param>
/// <param name="time">Tells how long it has taken.</param>
internal sealed class ExperimentProgress(string experiment, int runs, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<RunProgress> _running = [];
    private long _begun = time.GetTimestamp();
    private double _workToDo;
    private double _workDone;
    private int _known;
    private int _done;
    private int _failed;
    private int _elsewhere;
    private string? _holder;

    /// <summary>The state now.</summary>
    public ProgressState State
    {
        get
        {
            lock (_gate)
            {
                // What an earlier process had done of runs that are resumed took none of this time.
                var (done, toDo) = (_workDone + _running.Sum(run => run.Work), _workToDo - _running.Sum(run => run.Found));
                TimeSpan? left = done > 0 ? time.GetElapsedTime(_begun) * ((toDo - done) / done) : null;
                return new ProgressState(experiment, runs, _known, _done, _failed, _running.Count, _elsewhere, _holder, toDo > 0 ? done / toDo : 1, left);
            }
        }
    }

    /// <summary>Tells how much there is to do, and how many runs have a result already.</summary>
    public void Begin(double work, int known)
    {
        lock (_gate)
        {
            (_workToDo, _known, _begun) = (work, known, time.GetTimestamp());
        }
    }

    /// <summary>A run begins; what it is told goes into the whole.</summary>
    /// <param name="requirements">What it needs.</param>
    /// <param name="workDone">The work that was done of it here before it halted.</param>
    public RunProgress BeginRun(RunRequirements requirements, double workDone = 0)
    {
        lock (_gate)
        {
            var progress = new RunProgress(requirements, workDone);
            _running.Add(progress);
            return progress;
        }
    }

    /// <summary>A run halts, to go on later.</summary>
    public void PauseRun(RunProgress progress)
    {
        lock (_gate)
        {
            _running.Remove(progress);
            _workDone += progress.Work;
        }
    }

    public void EndRun(RunProgress progress, RunRequirements requirements, RunStatus status)
    {
        lock (_gate)
        {
            _running.Remove(progress);
            var left = requirements.TotalWork - progress.WorkDone;
            if (status == RunStatus.Halted)
            {
                // The rest of it need not be done.
                _workDone += progress.Work;
                _workToDo -= left - progress.Work;
            }
            else
            {
                _workDone += left - progress.Found;
                _workToDo -= progress.Found;
            }

            _done++;
            _failed += status is RunStatus.Done or RunStatus.Halted ? 0 : 1;
        }
    }

    /// <summary>So many runs are being made by other processes, one of them by this one.</summary>
    public void WaitFor(int elsewhere, string? holder)
    {
        lock (_gate)
        {
            (_elsewhere, _holder) = (elsewhere, holder);
        }
    }

    /// <summary>A run that was to be made has got its result from another process.</summary>
    public void EndElsewhere(RunRequirements requirements)
    {
        lock (_gate)
        {
            _workToDo -= requirements.TotalWork;
            _known++;
        }
    }
}


using System.Diagnostics;
using BeyondNtk.Host.Results;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Running;

/// <summary>How far the runs of an experiment are. Runs tell it from their own threads; a display reads it when it likes.</summary>
/// <param name="experiment">The experiment's name.</param>
/// <param name="runs">The number of its runs.</param>
internal sealed class ExperimentProgress(string experiment, int runs)
{
    private readonly Lock _gate = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private readonly List<RunProgress> _running = [];
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
                var done = _workDone + _running.Sum(run => run.Work);
                TimeSpan? left = done > 0 ? _time.Elapsed * ((_workToDo - done) / done) : null;
                return new ProgressState(experiment, runs, _known, _done, _failed, _running.Count, _elsewhere, _holder, _workToDo > 0 ? done / _workToDo : 1, left);
            }
        }
    }

    /// <summary>Tells how much there is to do, and how many runs have a result already.</summary>
    public void Begin(double work, int known)
    {
        lock (_gate)
        {
            (_workToDo, _known) = (work, known);
            _time.Restart();
        }
    }

    /// <summary>A run begins; what it is told goes into the whole.</summary>
    public RunProgress BeginRun(RunDemand demand)
    {
        lock (_gate)
        {
            var progress = new RunProgress(demand);
            _running.Add(progress);
            return progress;
        }
    }

    public void EndRun(RunProgress progress, RunDemand demand, RunStatus status)
    {
        lock (_gate)
        {
            _running.Remove(progress);
            _workDone += demand.TotalWork;
            _done++;
            _failed += status == RunStatus.Done ? 0 : 1;
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
    public void EndElsewhere(RunDemand demand)
    {
        lock (_gate)
        {
            _workToDo -= demand.TotalWork;
            _known++;
        }
    }
}

/// <summary>A moment of an experiment.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Runs">The number of its runs.</param>
/// <param name="Known">How many have a result that was there already, or that another process made.</param>
/// <param name="Done">How many have ended here.</param>
/// <param name="Failed">How many of these failed or diverged.</param>
/// <param name="Running">How many run now.</param>
/// <param name="Elsewhere">How many are being made by another process.</param>
/// <param name="Holder">One of these processes, in words.</param>
/// <param name="Share">The share of the work that is done, 0 to 1.</param>
/// <param name="Left">The time left, if it goes on as so far.</param>
internal sealed record ProgressState(
    string Experiment, int Runs, int Known, int Done, int Failed, int Running, int Elsewhere, string? Holder, double Share, TimeSpan? Left);

/// <summary>How far one run is, learner by learner.</summary>
internal sealed class RunProgress(RunDemand demand) : IRunDisplay
{
    private int _learner = -1;
    private long _steps = 1;
    private double _doneBefore;
    private double _work;

    /// <summary>The work done so far.</summary>
    public double Work => Volatile.Read(ref _work);

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work) => work();

    // The learners that had ended before the run was taken up again are counted at its end.
    public void Started(string learner, long step, long steps) => (_learner, _steps) = (Math.Min(_learner + 1, demand.Work.Count - 1), Math.Max(1, steps));

    public void Stepped(long step, double loss) => Volatile.Write(ref _work, _doneBefore + (demand.Work[_learner] * step / _steps));

    public void Ended(LearnerRecord learner) => Volatile.Write(ref _work, _doneBefore += demand.Work[_learner]);
}

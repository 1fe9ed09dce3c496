using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>How far one run is, learner by learner.</summary>
/// <param name="requirements">What it needs, the work of its learners among it.</param>
/// <param name="workDone">The work that was done of it here before it halted.</param>
internal sealed class RunProgress(RunRequirements requirements, double workDone = 0) : IRunDisplay
{
    private IReadOnlyList<string> _learners = [];
    private int _learner = -1;
    private long _steps = 1;
    private long _first;
    private double _doneBefore;
    private double _work;
    private double _found;

    /// <summary>The work done so far, without what was done before the run was resumed.</summary>
    public double Work => Volatile.Read(ref _work);

    /// <summary>The work that was done here before it halted.</summary>
    public double WorkDone => workDone;

    /// <summary>The work that was done by an earlier process, as far as it is known.</summary>
    public double Found => workDone > 0 ? 0 : Volatile.Read(ref _found);

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work)
    {
        _learners = learners;
        work();
    }

    // The learners that had ended before the run was resumed do not start again; they are counted at its end.
    public void Started(string learner, long step, long steps)
    {
        var place = Enumerable.Range(0, _learners.Count).FirstOrDefault(k => _learners[k] == learner, _learner + 1);
        (_learner, _steps, _first) = (Math.Min(place, requirements.Work.Count - 1), Math.Max(1, steps), step);
        Volatile.Write(ref _found, _found + WorkOf(step));
    }

    public void Stepped(long step, double loss) => Volatile.Write(ref _work, _doneBefore + WorkOf(step - _first));

    // A solver may end before the steps that it was allowed; one that waits for others has the rest before it.
    public void Ended(LearnerRecord learner)
        => Volatile.Write(ref _work, _doneBefore += learner.Status == RunStatus.Interrupted ? WorkOf(learner.Steps - _first) : requirements.Work[_learner] - WorkOf(_first));

    private double WorkOf(long steps) => requirements.Work[_learner] * steps / _steps;
}

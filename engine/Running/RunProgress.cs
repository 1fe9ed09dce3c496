using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>How far one run is, learner by learner.</summary>
/// <param name="requirements">What it needs, the work of its learners among it.</param>
internal sealed class RunProgress(RunRequirements requirements) : IRunDisplay
{
    private int _learner = -1;
    private long _steps = 1;
    private double _doneBefore;
    private double _work;

    /// <summary>The work done so far.</summary>
    public double Work => Volatile.Read(ref _work);

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work) => work();

    // The learners that had ended before the run was resumed are counted at its end.
    public void Started(string learner, long step, long steps) => (_learner, _steps) = (Math.Min(_learner + 1, requirements.Work.Count - 1), Math.Max(1, steps));

    public void Stepped(long step, double loss) => Volatile.Write(ref _work, _doneBefore + (requirements.Work[_learner] * step / _steps));

    public void Ended(LearnerRecord learner) => Volatile.Write(ref _work, _doneBefore += requirements.Work[_learner]);
}

using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Running;

/// <summary>What shows a run while it runs.</summary>
internal interface IRunDisplay
{
    /// <summary>Calls the work, with the display live around it.</summary>
    void Show(IReadOnlyList<string> learners, Action work);

    void Started(string learner, long steps);

    /// <summary>Called after every step: it must return at once most of the time.</summary>
    void Stepped(long step, double loss);

    void Ended(LearnerRecord learner);
}

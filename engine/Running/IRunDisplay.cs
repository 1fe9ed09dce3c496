using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Running;

/// <summary>What shows a run while it runs.</summary>
internal interface IRunDisplay
{
    /// <summary>Calls the work, with the display live around it.</summary>
    /// <param name="learners">The labels of the learners, in the order in which they run.</param>
    /// <param name="log">The run's log.</param>
    /// <param name="work">Runs the learners.</param>
    void Show(IReadOnlyList<string> learners, ILogger log, Action work);

    /// <summary>A learner begins, or resumes after a step that is not 0.</summary>
    void Started(string learner, long step, long steps);

    /// <summary>Called after every step: it must return at once most of the time.</summary>
    void Stepped(long step, double loss);

    void Ended(LearnerRecord learner);
}

using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine;

/// <summary>Shows nothing: the console is the program's.</summary>
internal sealed class SilentDisplay : IRunDisplay
{
    public void Show(IReadOnlyList<string> learners, ILogger log, Action work) => work();

    public void Started(string learner, long step, long steps)
    {
    }

    public void Stepped(long step, double loss)
    {
    }

    public void Ended(LearnerRecord learner)
    {
    }
}

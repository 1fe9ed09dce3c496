using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Host.Tests;

/// <summary>Remembers what a display is told.</summary>
internal sealed class RecordingDisplay : IRunDisplay
{
    public List<string> Begun { get; } = [];

    public List<long> Steps { get; } = [];

    public List<LearnerRecord> Over { get; } = [];

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work) => work();

    public void Started(string learner, long steps) => Begun.Add(learner);

    public void Stepped(long step, double loss) => Steps.Add(step);

    public void Ended(LearnerRecord learner) => Over.Add(learner);
}

using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Tests;

/// <summary>Remembers what a display is told.</summary>
internal sealed class RecordingDisplay : IRunDisplay
{
    public List<string> Begun { get; } = [];

    public List<long> Steps { get; } = [];

    /// <summary>What a test does after a step.</summary>
    public Action<string, long>? OnStep { get; init; }

    public List<LearnerRecord> Over { get; } = [];

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work) => work();

    public void Started(string learner, long step, long steps) => Begun.Add(learner);

    public void Stepped(long step, double loss)
    {
        Steps.Add(step);
        OnStep?.Invoke(Begun[^1], step);
    }

    public void Ended(LearnerRecord learner) => Over.Add(learner);
}

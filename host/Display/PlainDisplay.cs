using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeyondNtk.Host.Display;

/// <summary>Plain log lines, for output that is no terminal.</summary>
internal sealed class PlainDisplay(TimeProvider time) : IRunDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private long _begun;
    private ILogger _log = NullLogger.Instance;
    private string _learner = "";
    private long _first;
    private long _steps;
    private TimeSpan _next;

    public void Show(IReadOnlyList<string> learners, ILogger log, Action work)
    {
        _log = log;
        work();
    }

    public void Started(string learner, long step, long steps)
    {
        (_learner, _first, _steps) = (learner, step, steps);
        _next = Interval;
        _begun = time.GetTimestamp();
        _log.LogInformation("{Learner}: at most {Steps} steps", learner, steps);
    }

    public void Stepped(long step, double loss)
    {
        var elapsed = time.GetElapsedTime(_begun);
        if (elapsed >= _next)
        {
            _next = elapsed + Interval;
            _log.LogInformation(
                "{Learner}: step {Step} of {Steps}, {Rate:F0} steps/s, loss {Loss:G4}", _learner, step, _steps, (step - _first) / elapsed.TotalSeconds, loss);
        }
    }

    public void Ended(LearnerRecord learner)
    {
    }
}

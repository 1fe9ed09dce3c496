using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Running;

/// <summary>A run that is to be made, once, or several times up to where its learners halt.</summary>
/// <param name="run">The run.</param>
/// <param name="requirements">What it needs.</param>
/// <param name="composed">The run composed already; null if there was no room to keep it.</param>
internal sealed class RunJob(RunPlan run, RunRequirements requirements, ComposedRun? composed) : IDisposable
{
    private ComposedRun? _composed = composed;

    public RunPlan Run => run;

    public RunRequirements Requirements => requirements;

    /// <summary>Where its learners halt this time.</summary>
    public IReadOnlyDictionary<string, Halt> Halts { get; set; } = new Dictionary<string, Halt>();

    /// <summary>Whether it was made here before.</summary>
    public bool IsMade { get; set; }

    /// <summary>The work that was done of it here before it halted.</summary>
    public double WorkDone { get; set; }

    /// <summary>Why the right to make it could not be asked for; null if it could.</summary>
    public string? Unclaimed { get; set; }

    /// <summary>The run composed already, which is then the caller's; null if it is not.</summary>
    public ComposedRun? TakeComposed()
    {
        var composed = _composed;
        _composed = null;
        return composed;
    }

    /// <summary>Lets go of what was composed and not taken.</summary>
    public void Dispose() => TakeComposed()?.Dispose();
}

using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>One run to be made.</summary>
/// <param name="Plan">The run.</param>
/// <param name="Threads">The number of threads that it may keep busy.</param>
/// <param name="Store">Where it is kept.</param>
/// <param name="Claim">The right to make it.</param>
/// <param name="Display">Shows its progress.</param>
internal sealed record RunRequest(RunPlan Plan, int Threads, ExperimentStore Store, RunClaim Claim, IRunDisplay Display)
{
    /// <summary>The same run, begun before, which resumes; null to begin a new one.</summary>
    public StoredRun? Unfinished { get; init; }

    /// <summary>The run composed already, which is then used up; null to compose it.</summary>
    public ComposedRun? Composed { get; init; }

    /// <summary>Where its learners halt, by label.</summary>
    public IReadOnlyDictionary<string, Halt> Halts { get; init; } = new Dictionary<string, Halt>();

    /// <summary>Whether learners that have failed are left as they are.</summary>
    public bool KeepsFailures { get; init; }

    /// <summary>Whether it is the only run, whose log the console shows.</summary>
    public bool IsAlone { get; init; }
}

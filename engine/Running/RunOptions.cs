using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>How runs are to be made.</summary>
/// <param name="Again">Makes also those that have a result.</param>
/// <param name="FailFast">Stops at the first run that fails or diverges.</param>
internal sealed record RunOptions(bool Again = false, bool FailFast = false)
{
    /// <summary>The unfinished run that resumes, and the right to make it, for a plan of one run; null to find it.</summary>
    public (StoredRun Run, RunClaim Claim)? Unfinished { get; init; }

    /// <summary>Whether a result that is there already is not enough.</summary>
    public bool WantsNone => Again || Unfinished is not null;
}

using System.Text.Json.Serialization;

namespace BeyondNtk.Engine.Storage;

/// <summary>What a conclusion is about.</summary>
internal enum ConclusionKind
{
    Diverged,
    StillFalling,
    IllConditioned,
    SamplingError,
    TooFewSeeds,
    NotConverged,
    DamagedResult,

    [JsonStringEnumMemberName("other-surroundings")]
    EnvironmentChanged,
}

/// <summary>What an analysis of results found that a reader of their numbers should know.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Learner">The learner it is about; null if it is about several, or about a figure.</param>
/// <param name="Text">One sentence: the finding with its figures, and what to do about it.</param>
internal sealed record Conclusion(ConclusionKind Kind, string? Learner, string Text);

/// <summary>Words for kinds of conclusions.</summary>
internal static class ConclusionKinds
{
    public static string Words(this ConclusionKind kind) => kind switch
    {
        ConclusionKind.StillFalling => "still falling at the end",
        ConclusionKind.IllConditioned => "ill-conditioned",
        ConclusionKind.SamplingError => "Monte-Carlo error larger than differences",
        ConclusionKind.TooFewSeeds => "too few seeds",
        ConclusionKind.NotConverged => "not converged",
        ConclusionKind.DamagedResult => "left out since it is damaged",
        ConclusionKind.EnvironmentChanged => "gone on in other surroundings",
        _ => "diverged",
    };
}

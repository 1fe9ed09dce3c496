namespace BeyondNtk.Host.Results;

/// <summary>Runs that began on one machine or runtime and went on on another: sums may be rounded otherwise there.</summary>
internal static class Surroundings
{
    public static IEnumerable<Conclusion> Of(RunRecord record)
        => record.CameFrom is { } before && EnvironmentRecord.Difference(before, record.Environment) is { } difference
            ? [new(ConclusionKind.OtherSurroundings, null, $"it went on where numbers may be rounded otherwise ({difference}), so its bits need not be those of a run that never stopped")]
            : [];
}

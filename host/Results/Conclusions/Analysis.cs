namespace BeyondNtk.Host.Results;

/// <summary>Draws the conclusions that a run's numbers allow.</summary>
internal static class Analysis
{
    /// <param name="record">The run as it ended.</param>
    /// <param name="measurements">All that was measured in it.</param>
    public static IReadOnlyList<Conclusion> Of(RunRecord record, IReadOnlyList<Measurement> measurements)
        => [.. Divergence.Of(record, measurements), .. UnfinishedDescent.Of(record), .. Conditioning.Of(record), .. SamplingError.Of(record), .. Surroundings.Of(record)];
}

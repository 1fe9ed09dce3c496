namespace BeyondNtk.Engine.Storage.Index;

/// <summary>
/// A record as the index keeps it: without its configuration, which has cells of its own, and with what made it apart, since many runs have that
/// in common.
/// </summary>
internal static class RecordSummary
{
    /// <summary>The two parts as JSON.</summary>
    public static (string Summary, string Maker) Split(RunRecord record) => (
        RunRecord.ToJson(record with { Configuration = null!, Varied = null!, Plugins = null!, Environment = null!, CameFrom = null }, compact: true),
        RunRecord.ToJson(new RecordMaker(record.Plugins, record.Environment), compact: true));
}

/// <summary>What made a run.</summary>
internal sealed record RecordMaker(IReadOnlyList<PluginRecord> Plugins, EnvironmentRecord Environment);

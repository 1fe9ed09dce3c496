namespace BeyondNtk.Engine.Storage.Index;

/// <summary>
/// A record as the index keeps it: without its configuration, which has cells of its own, and with what made it, the plugins and the environment,
/// apart, since many runs have them in common.
/// </summary>
internal sealed class RecordSummary
{
    private readonly Dictionary<string, Maker> _makers = [];

    /// <summary>The two parts as JSON.</summary>
    public static (string Summary, string Maker) Split(RunRecord record) => (
        RunRecord.ToJson(record with { Configuration = [], Varied = [], Plugins = [], Environment = EnvironmentRecord.None, CameFrom = null }, compact: true),
        RunRecord.ToJson(new Maker(record.Plugins, record.Environment), compact: true));

    /// <summary>The record again, without its configuration.</summary>
    public RunRecord Join(string summary, string maker)
    {
        if (!_makers.TryGetValue(maker, out var made))
        {
            _makers[maker] = made = RunRecord.FromJson<Maker>(maker);
        }

        return RunRecord.FromJson<RunRecord>(summary) with { Plugins = made.Plugins, Environment = made.Environment };
    }

    private sealed record Maker(IReadOnlyList<PluginRecord> Plugins, EnvironmentRecord Environment);
}

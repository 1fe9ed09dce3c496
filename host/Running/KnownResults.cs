using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Running;

/// <summary>
/// The results that an experiment has already: runs that ended by themselves, of the same resolved configuration, made by the same files of
/// plugins and numerics. A run that diverged is a result: it would diverge again.
/// </summary>
internal sealed class KnownResults
{
    private readonly ILookup<string, RunResult> _ended;

    private KnownResults(ILookup<string, RunResult> ended) => _ended = ended;

    /// <summary>Reads the records of all runs of an experiment.</summary>
    public static KnownResults Of(string output, string experiment) => Of(RunRecords.Of(output, experiment));

    /// <summary>Reads the records of one run only, told by the names of its folders.</summary>
    public static KnownResults Of(string output, RunPlan run) => Of(RunRecords.Of(output, run.Name, run.Identity));

    private static KnownResults Of(IEnumerable<(string Folder, RunRecord Record)> records)
        => new(records
            .Where(run => run.Record.Status is RunStatus.Done or RunStatus.Diverged)
            .ToLookup(run => run.Record.Identity, run => new RunResult(run.Folder, run.Record)));

    /// <summary>The newest result of a run; null when there is none.</summary>
    public RunResult? Find(RunPlan run) => _ended[run.Identity].LastOrDefault(result => MadeBySameFiles(result.Record, run));

    /// <summary>True when there are results of the run's configuration, but of other files.</summary>
    public bool IsOutdated(RunPlan run) => _ended[run.Identity].Any() && Find(run) is null;

    /// <summary>True when a run was made by the files of plugins and numerics that are here now.</summary>
    public static bool MadeBySameFiles(RunRecord record, RunPlan run)
        => record.Environment.Numerics == EnvironmentRecord.NumericsSha256
            && run.Plugins.Select(plugin => (plugin.Name, plugin.Sha256)).Order().SequenceEqual(record.Plugins.Select(plugin => (plugin.Name, plugin.Sha256)).Order());
}

/// <summary>A run that has ended, and its folder.</summary>
internal sealed record RunResult(string Folder, RunRecord Record);

using System.Globalization;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Storage;

/// <summary>The runs of one experiment in an output folder: those that were there when it was opened, and the place of those that are begun.</summary>
/// <param name="store">The output folder.</param>
/// <param name="experiment">The experiment's name.</param>
/// <param name="time">Names new runs.</param>
internal sealed class ExperimentStore(RunStore store, string experiment, TimeProvider time)
{
    private readonly string _folder = Path.Combine(store.FullPath, experiment);
    private readonly ILookup<string, StoredRun> _found = store.Query(index => index.ReadSummaries(experiment)).ToLookup(run => run.Record.Identity);

    /// <summary>
    /// The newest result of a run, of the same resolved configuration and made by the same files of plugins and numerics; null if there is none.
    /// </summary>
    public StoredRun? FindResult(RunPlan run) => Newest(Found(run), run, record => record.HasEnded);

    /// <summary>The newest result of a run, if need be one that was made by other files than are here now; null if there is none.</summary>
    public StoredRun? FindAnyResult(RunPlan run) => FindResult(run) ?? Found(run).LastOrDefault(found => found.Record.HasEnded || found.Record.Status == RunStatus.Halted);

    /// <summary>The newest run that did not end by itself, made by the same files; null if there is none. Another process may be making it.</summary>
    public StoredRun? FindUnfinished(RunPlan run) => Newest(Found(run), run, record => record.IsUnfinished);

    /// <summary>True if there are results of the run's configuration, but of other files.</summary>
    public bool IsOutdated(RunPlan run) => Found(run).Any(found => found.Record.HasEnded) && FindResult(run) is null;

    /// <summary>Takes the right to make a run; null if another process has it.</summary>
    /// <exception cref="IOException">It cannot be asked for.</exception>
    public RunClaim? TryClaim(RunPlan run) => RunClaim.TryTake(store.Output, run, time);

    /// <summary>Who holds the right to make a run, in words; null if nobody does, or did.</summary>
    public string? HolderOf(RunPlan run) => RunClaim.HolderOf(store.Output, run);

    /// <summary>What there is of a run now, whoever made it since this was opened: its result, or else what was begun of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="claim">The right to make it, which keeps it as it is.</param>
    public (StoredRun? Result, StoredRun? Unfinished) Look(RunPlan run, RunClaim claim)
    {
        var runs = Found(run).Select(found => found.Folder).Concat(claim.Begun.Select(id => Path.Combine(_folder, id)))
            .Distinct().Select(RunStore.TryRead).OfType<StoredRun>().Where(found => run.IsIdentity(found.Record.Identity))
            .OrderBy(found => found.Record.Started).ThenBy(found => found.Folder, StringComparer.Ordinal).ToArray();
        return (Newest(runs, run, record => record.HasEnded), Newest(runs, run, record => record.IsUnfinished));
    }

    /// <summary>
    /// Begins a run in a folder that nobody has: named by the time, the beginning of the identity, and a number where that is not enough. It
    /// appears with its record in it: a run that is killed at once leaves no folder that says nothing.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="claim">The right to make it.</param>
    /// <param name="record">Makes the record of a run of the id.</param>
    /// <exception cref="IOException">It cannot be written; nothing is left of it.</exception>
    public RunFolder Create(RunPlan run, RunClaim claim, Func<string, RunRecord> record)
    {
        Directory.CreateDirectory(_folder);
        var stamp = $"{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{RunFolder.Short(run.Identity)}";
        for (var attempt = 1; ; attempt++)
        {
            var path = Path.Combine(_folder, attempt == 1 ? stamp : $"{stamp}-{attempt}");
            if (!Directory.Exists(path) && !File.Exists(path) && TryBegin(run, claim, path, record))
            {
                FolderFlush.Flush(_folder);
                return new RunFolder(path);
            }
        }
    }

    /// <summary>Deletes what killed processes left of runs that they were just beginning.</summary>
    public void ClearBeginnings(IEnumerable<RunPlan> runs)
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        var left = Directory.EnumerateDirectories(_folder, RunFiles.Beginning + "*").Select(path => Path.GetFileName(path)[RunFiles.Beginning.Length..]).ToHashSet();
        foreach (var run in left.Count == 0 ? [] : runs.Where(run => left.Contains(run.Identity)))
        {
            BestEffort.Try(() =>
            {
                using var claim = TryClaim(run);
                if (claim is not null)
                {
                    DeleteBeginning(run);
                }
            });
        }
    }

    // Oldest first.
    private IEnumerable<StoredRun> Found(RunPlan run) => run.FormerIdentity is { } former ? _found[former].Concat(_found[run.Identity]) : _found[run.Identity];

    // Beside the runs of the experiment, whose folder may be a link to another file system. Nobody else uses the name: it is that of the claim.
    private string BeginningOf(RunPlan run) => Path.Combine(_folder, RunFiles.Beginning + run.Identity);

    private void DeleteBeginning(RunPlan run)
    {
        if (Directory.Exists(BeginningOf(run)))
        {
            Directory.Delete(BeginningOf(run), recursive: true);
        }
    }

    private bool TryBegin(RunPlan run, RunClaim claim, string path, Func<string, RunRecord> record)
    {
        var beginning = BeginningOf(run);
        try
        {
            DeleteBeginning(run);
            record(Path.GetFileName(path)).Save(Path.Combine(beginning, RunFolder.RecordName));
            claim.Add(Path.GetFileName(path));
            Directory.Move(beginning, path);
            return true;
        }
        catch (IOException) when (Directory.Exists(path) || File.Exists(path))
        {
            // Moving fails where something stands already, so two runs never share a folder.
            return false;
        }
        catch
        {
            BestEffort.Try(() => DeleteBeginning(run));
            throw;
        }
    }

    private static StoredRun? Newest(IEnumerable<StoredRun> runs, RunPlan run, Func<RunRecord, bool> isWanted)
        => runs.LastOrDefault(found => isWanted(found.Record) && found.Record.IsMadeBySameFiles(run));
}

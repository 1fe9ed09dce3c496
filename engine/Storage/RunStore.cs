using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage.Filters;
using BeyondNtk.Engine.Storage.Index;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage;

/// <summary>
/// The runs in an output folder. What many runs are asked for is answered from the index, which is brought up to date with their records
/// first; what concerns one run is read from its folder.
/// </summary>
/// <param name="output">The output folder, which need not exist.</param>
/// <param name="time">Names new runs and tells since when one is claimed.</param>
internal sealed class RunStore(string output, TimeProvider time)
{
    /// <summary>The output folder, as it was given.</summary>
    public string Output => output;

    /// <summary>The full path of the output folder.</summary>
    public string FullPath => Path.GetFullPath(output);

    /// <summary>The records that could not be read when the store was last asked; their runs are left out of every answer.</summary>
    public IReadOnlyList<string> Unreadable { get; private set; } = [];

    /// <summary>Every run with what is wrong with its files, oldest first; of a record that cannot be read that alone.</summary>
    public IEnumerable<(string Folder, IReadOnlyList<string> Problems)> Verify()
    {
        foreach (var (path, file) in RunFiles.Under(output).OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            var folder = file.DirectoryName!;
            yield return (Path.GetDirectoryName(path)!, TryRead(folder) is { } run ? [.. ResultCheck.Find(run)] : [$"{file.FullName} cannot be read, or is no record of a run"]);
        }
    }

    /// <summary>The runs of one experiment as they are now, and the place of new ones.</summary>
    public ExperimentStore Open(string experiment) => new(this, experiment, time);

    /// <summary>The only run whose id, EXPERIMENT/ID or identity is the text, or else begins with it.</summary>
    /// <exception cref="ConfigurationException">There is none, or there are several.</exception>
    public StoredRun Find(string text)
    {
        // Written out it is found where it lies; anything else the index must tell.
        string[] direct = text.Contains('/') ? [Path.Combine(output, text)] : [.. RunFiles.OfId(output, text)];
        if (direct.Length == 1 && IsName(text) && TryRead(direct[0]) is { } run)
        {
            return run;
        }

        return Query(index => Find(index, text));
    }

    /// <summary>The runs that did not end by themselves and that nothing has halted for good, oldest first.</summary>
    public IReadOnlyList<StoredRun> FindUnfinished()
        => Query(index => index.ReadUnfinished().Select(run => TryRead(Path.Combine(output, run.Folder))).OfType<StoredRun>().Where(run => run.Record is { IsUnfinished: true, Status: not RunStatus.Halted }).ToArray());

    /// <summary>The rows that a filter matches, oldest run first: one for each learner of each run.</summary>
    /// <returns>The rows; null if the folder holds no run.</returns>
    /// <exception cref="ConfigurationException">The filter names a column that does not exist.</exception>
    public IReadOnlyList<IndexRow>? ReadRows(Filter? where = null) => Query(index => index.IsEmpty && where is null ? null : index.ReadRows(where));

    /// <summary>Whether a process is making a run now. A record says "running" also where the process is gone.</summary>
    public bool IsBeingMade(string experiment, string identity) => RunClaim.IsHeld(output, experiment, identity);

    /// <summary>Brings the index up to date, so that the next who asks need not.</summary>
    public void UpdateIndex() => Query(index => index.IsEmpty);

    /// <summary>The run in a folder, read from its record; null if that cannot be read.</summary>
    internal static StoredRun? TryRead(string folder) => new RunFolder(Path.GetFullPath(folder)).ReadRecord() is { } record ? new StoredRun(Path.GetFullPath(folder), record) : null;

    /// <summary>Asks the index. One that turns out to be damaged is made anew, once.</summary>
    internal T Query<T>(Func<RunIndex, T> ask) => RunIndex.Query(output, index =>
    {
        Unreadable = index.Unreadable;
        return ask(index);
    });

    private static bool IsName(string text) => text.Split('/') is { Length: <= 2 } parts && parts.All(part => part.Length > 0 && !part.StartsWith('.'));

    private StoredRun Find(RunIndex index, string text)
    {
        var begun = index.FindRuns(text);
        var named = begun.Where(run => run.Names.Contains(text, StringComparer.OrdinalIgnoreCase)).ToArray();
        return (named.Length > 0 ? named : begun) switch
        {
            [var one] when TryRead(Path.Combine(output, one.Folder)) is { } run => run,
            [] or [_] => throw new ConfigurationException($"there is no run '{text}' under {FullPath}; {NearestName.Hint(text, [.. index.ReadRuns().Select(run => run.Id)])}"),
            var several => throw new ConfigurationException($"'{text}' may be each of {string.Join(", ", several.Select(run => run.FullName))}; write out which"),
        };
    }
}

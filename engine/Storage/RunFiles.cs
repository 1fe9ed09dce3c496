namespace BeyondNtk.Engine.Storage;

/// <summary>The files of records under an output folder: OUTPUT/EXPERIMENT/RUN-ID/run.json.</summary>
internal static class RunFiles
{
    /// <summary>How the names of folders begin in which a run is being begun.</summary>
    public const string Beginning = ".begun-";

    /// <summary>Every record under an output folder, read or not, with its path relative to that; a folder without one is passed over.</summary>
    public static IEnumerable<(string Path, FileInfo File)> Under(string output)
    {
        var root = Path.GetFullPath(output);
        foreach (var experiment in FoldersIn(root))
        {
            foreach (var run in FoldersIn(Path.Combine(root, experiment)))
            {
                var path = Path.Join(experiment, run, RunFolder.RecordName);
                var file = new FileInfo(Path.Join(root, path));
                if (file.Exists)
                {
                    yield return (path, file);
                }
            }
        }
    }

    /// <summary>The folders of runs of a given id, in whichever experiment.</summary>
    public static IEnumerable<string> OfId(string output, string id)
        => FoldersIn(output).Select(experiment => Path.Combine(output, experiment, id)).Where(run => File.Exists(Path.Combine(run, RunFolder.RecordName)));

    // By name. What begins with a dot is our own: locks, and runs that are being begun.
    private static IEnumerable<string> FoldersIn(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')) : [];
}

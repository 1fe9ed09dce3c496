namespace BeyondNtk.Engine.Storage;

/// <summary>The files of records under an output folder: OUTPUT/EXPERIMENT/RUN-ID/run.json.</summary>
internal static class RunFiles
{
    /// <summary>How the names of folders begin in which a run is being begun.</summary>
    public const string Beginning = ".begun-";

    /// <summary>Every record under an output folder, read or not; a folder without one is passed over.</summary>
    public static IEnumerable<FileInfo> Under(string output)
        => FoldersIn(output).SelectMany(experiment => FoldersIn(experiment)).Select(run => new FileInfo(Path.Combine(run, RunFolder.RecordName))).Where(file => file.Exists);

    /// <summary>The folders of experiments that hold a run of a given id.</summary>
    public static IEnumerable<string> OfId(string output, string id)
        => FoldersIn(output).Select(experiment => Path.Combine(experiment, id)).Where(run => File.Exists(Path.Combine(run, RunFolder.RecordName)));

    // What begins with a dot is our own: locks, and runs that are being begun.
    private static IEnumerable<string> FoldersIn(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(path => !Path.GetFileName(path.AsSpan()).StartsWith('.')) : [];
}

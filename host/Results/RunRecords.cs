using System.Text.Json;

namespace BeyondNtk.Host.Results;

/// <summary>The runs under an output folder, read from their records: OUTPUT/EXPERIMENT/RUN-ID/run.json.</summary>
internal static class RunRecords
{
    /// <summary>Every run with a readable record, oldest first; a folder without one is passed over.</summary>
    public static IReadOnlyList<(string Folder, RunRecord Record)> Under(string output) => Read(Files(output).Select(file => file.DirectoryName!));

    /// <summary>The runs of one experiment, likewise; only those of one identity where it is given.</summary>
    public static IReadOnlyList<(string Folder, RunRecord Record)> Of(string output, string experiment, string? identity = null)
    {
        var folder = Path.GetFullPath(Path.Combine(output, experiment));
        return Directory.Exists(folder) ? Read(Directory.EnumerateDirectories(folder, identity is null ? "*" : $"*{RunFolder.Short(identity)}*")) : [];
    }

    /// <summary>The files that hold a record, OUTPUT/EXPERIMENT/RUN-ID/run.json.</summary>
    public static IEnumerable<FileInfo> Files(string output)
        => Directory.Exists(output)
            ? new DirectoryInfo(output).EnumerateFiles(RunFolder.RecordName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
                .Where(file => !RunFolder.IsBeginning(file.DirectoryName!))
            : [];

    /// <summary>The record in a file; null where it cannot be read.</summary>
    public static RunRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? RunRecord.Load(file) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IReadOnlyList<(string Folder, RunRecord Record)> Read(IEnumerable<string> folders)
        =>
        [
            .. folders.Where(folder => !RunFolder.IsBeginning(folder)).Select(folder => (Folder: folder, Record: Read(Path.Combine(folder, RunFolder.RecordName))))
                .Where(run => run.Record is not null)
                .Select(run => (run.Folder, run.Record!))
                .OrderBy(run => run.Item2.Started).ThenBy(run => run.Folder, StringComparer.Ordinal),
        ];
}

using System.Text.Json;

namespace BeyondNtk.Host.Results;

/// <summary>The runs under an output folder, read from their records: OUTPUT/EXPERIMENT/RUN-ID/run.json.</summary>
internal static class RunRecords
{
    /// <summary>Every run with a readable record, oldest first; a folder without one is passed over.</summary>
    public static IReadOnlyList<(string Folder, RunRecord Record)> Under(string output)
        => Directory.Exists(output) ? Read(Directory.EnumerateDirectories(Path.GetFullPath(output)).SelectMany(Directory.EnumerateDirectories)) : [];

    /// <summary>The runs of one experiment, likewise; only those of one identity where it is given.</summary>
    public static IReadOnlyList<(string Folder, RunRecord Record)> Of(string output, string experiment, string? identity = null)
    {
        var folder = Path.GetFullPath(Path.Combine(output, experiment));
        return Directory.Exists(folder) ? Read(Directory.EnumerateDirectories(folder, identity is null ? "*" : $"*{RunFolder.Short(identity)}*")) : [];
    }

    private static IReadOnlyList<(string Folder, RunRecord Record)> Read(IEnumerable<string> folders)
        =>
        [
            .. folders.Select(folder => (Folder: folder, Record: Read(Path.Combine(folder, "run.json"))))
                .Where(run => run.Record is not null)
                .Select(run => (run.Folder, run.Record!))
                .OrderBy(run => run.Item2.Started).ThenBy(run => run.Folder, StringComparer.Ordinal),
        ];

    private static RunRecord? Read(string file)
    {
        try
        {
            return File.Exists(file) ? RunRecord.Load(file) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }
}

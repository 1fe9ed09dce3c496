using System.Text.Json;

namespace BeyondNtk.Host.Results;

/// <summary>The runs under an output folder, read from their records.</summary>
internal static class RunRecords
{
    /// <summary>Every run with a readable record, oldest first; a folder without one is passed over.</summary>
    public static IReadOnlyList<(string Folder, RunRecord Record)> Under(string output)
    {
        if (!Directory.Exists(output))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(Path.GetFullPath(output), "run.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
                .Select(file => (Path.GetDirectoryName(file)!, Record: Read(file)))
                .Where(run => run.Record is not null)
                .Select(run => (run.Item1, run.Record!))
                .OrderBy(run => run.Item2.Started).ThenBy(run => run.Item1, StringComparer.Ordinal),
        ];
    }

    private static RunRecord? Read(string file)
    {
        try
        {
            return RunRecord.Load(file);
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }
}

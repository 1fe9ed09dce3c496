using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>The runs that lie in a folder, read from their records.</summary>
internal static class StoredRuns
{
    public static IReadOnlyList<StoredRun> Under(string output)
        => [.. RunFiles.Under(output).Select(found => RunStore.TryRead(found.File.DirectoryName!)).OfType<StoredRun>().OrderBy(run => run.Record.Started).ThenBy(run => run.Folder, StringComparer.Ordinal)];
}

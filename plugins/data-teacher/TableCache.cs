namespace BeyondNtk.DataTeacher;

/// <summary>
/// The files that were read last, for the other runs of a sweep: each reads the same ones, and reading may take longer than a run. A file that has
/// changed is read again, and one that would take much of the memory is not kept.
/// </summary>
internal static class TableCache
{
    // Inputs and labels.
    private const int Most = 2;

    // Of the memory that the process may use.
    private const int SmallPart = 16;

    private static readonly LinkedList<(Key Key, Table Table)> Last = [];
    private static readonly Lock Gate = new();

    /// <summary>The table in a file, which nobody changes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">Whether its first line names the columns; null if its fields decide.</param>
    /// <param name="read">Reads it.</param>
    public static Table Get(string path, bool? header, Func<Table> read)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return read();
        }

        // One at a time: runs that begin together would all read it.
        lock (Gate)
        {
            var key = new Key(file.FullName, file.Length, file.LastWriteTimeUtc, header);
            if (Last.FirstOrDefault(entry => entry.Key == key) is { Table: { } known })
            {
                return known;
            }

            var table = read();
            if ((long)table.Values.RowCount * table.Values.ColumnCount * sizeof(double) <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / SmallPart)
            {
                Last.AddFirst((key, table));
            }

            while (Last.Count > Most)
            {
                Last.RemoveLast();
            }

            return table;
        }
    }

    private readonly record struct Key(string Path, long Length, DateTime Written, bool? Header);
}

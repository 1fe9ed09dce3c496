using Microsoft.Data.Sqlite;

namespace BeyondNtk.Host.Results.Index;

/// <summary>Brings an index up to date: only records that are new, changed or gone are touched.</summary>
internal static class IndexUpdate
{
    public static void Apply(SqliteConnection connection, string output)
    {
        var remembered = Remembered(connection);
        var found = RunRecords.Files(output).Where(file => file.Exists).ToDictionary(file => Path.GetRelativePath(output, file.FullName), Stamp.Of);
        var gone = remembered.Where(entry => !found.TryGetValue(entry.Key, out var stamp) || stamp != entry.Value).Select(entry => entry.Key).ToArray();

        // Read before the transaction, which others wait for. A record that cannot be read is not remembered, so that it is tried again.
        var added = found.Where(entry => !remembered.TryGetValue(entry.Key, out var stamp) || stamp != entry.Value)
            .Select(entry => (File: entry.Key, Stamp: entry.Value, Record: RunRecords.Read(Path.Combine(output, entry.Key))))
            .Where(entry => entry.Record is not null)
            .ToArray();
        if (gone.Length + added.Length == 0)
        {
            return;
        }

        using var writing = connection.BeginTransaction();
        foreach (var file in gone.Concat(added.Select(entry => entry.File)))
        {
            Delete(connection, file);
        }

        using var insertCell = connection.Command(
            "INSERT INTO cell VALUES ($learner, $name, $position, $kind, $value)",
            ("$learner", 0), ("$name", ""), ("$position", 0), ("$kind", ""), ("$value", ""));
        foreach (var (file, stamp, record) in added)
        {
            connection.Execute("INSERT INTO record VALUES ($file, $size, $modified)", ("$file", file), ("$size", stamp.Size), ("$modified", stamp.Modified));
            foreach (var row in RecordRows.Of(file, record!))
            {
                Insert(connection, insertCell, row);
            }
        }

        writing.Commit();
    }

    private static Dictionary<string, Stamp> Remembered(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT file, size, modified FROM record");
        using var reader = command.ExecuteReader();
        var stamps = new Dictionary<string, Stamp>();
        while (reader.Read())
        {
            stamps.Add(reader.GetString(0), new Stamp(reader.GetInt64(1), reader.GetInt64(2)));
        }

        return stamps;
    }

    private static void Delete(SqliteConnection connection, string file) => connection.Execute(
        """
        DELETE FROM cell WHERE learner IN (SELECT id FROM learner WHERE file = $file);
        DELETE FROM learner WHERE file = $file;
        DELETE FROM record WHERE file = $file;
        """,
        ("$file", file));

    private static void Insert(SqliteConnection connection, SqliteCommand insertCell, IndexRow row)
    {
        connection.Execute("INSERT INTO learner (file, headline) VALUES ($file, $headline)", ("$file", row.File), ("$headline", string.Join('\n', row.Headline)));
        insertCell.Parameters["$learner"].Value = connection.Scalar("SELECT last_insert_rowid()");
        foreach (var (position, (name, value)) in row.Cells.Index())
        {
            var (kind, stored) = ValueKind.Store(value);
            insertCell.Parameters["$name"].Value = name;
            insertCell.Parameters["$position"].Value = position;
            insertCell.Parameters["$kind"].Value = kind;
            insertCell.Parameters["$value"].Value = stored;
            insertCell.ExecuteNonQuery();
        }
    }

    /// <summary>By what a changed file is told.</summary>
    private readonly record struct Stamp(long Size, long Modified)
    {
        public static Stamp Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc.Ticks);
    }
}

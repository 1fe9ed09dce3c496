using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>Brings an index up to date: only records that are new, changed or gone are touched.</summary>
internal sealed class IndexUpdate
{
    private readonly SqliteConnection _connection;
    private readonly string _output;
    private readonly Dictionary<(string Name, string Kind), long> _fields = [];
    private readonly Dictionary<string, long> _makers = [];

    private readonly List<string> _unreadable = [];

    private IndexUpdate(SqliteConnection connection, string output) => (_connection, _output) = (connection, output);

    /// <returns>The records that cannot be read, which the index is without.</returns>
    public static IReadOnlyList<string> Apply(SqliteConnection connection, string output)
    {
        var update = new IndexUpdate(connection, output);
        update.Apply();
        return update._unreadable;
    }

    private void Apply()
    {
        var remembered = ReadStamps();
        var found = new Dictionary<string, Stamp>(remembered.Count);
        foreach (var (path, file) in RunFiles.Under(_output))
        {
            found.Add(path, Stamp.Of(file));
        }

        var gone = remembered.Where(entry => !found.TryGetValue(entry.Key, out var stamp) || stamp != entry.Value).Select(entry => entry.Key).ToArray();
        var added = found.Where(entry => !remembered.TryGetValue(entry.Key, out var stamp) || stamp != entry.Value).ToArray();
        if (gone.Length + added.Length == 0)
        {
            return;
        }

        // Some at a time: others wait while one writes, and the records are not all held at once.
        foreach (var some in added.Chunk(500).DefaultIfEmpty([]))
        {
            // A record that cannot be read is not remembered, so that it is tried again.
            var records = some.Select(entry => (File: entry.Key, Stamp: entry.Value, Record: RunRecord.TryLoad(Path.Combine(_output, entry.Key))))
                .ToArray();
            _unreadable.AddRange(records.Where(entry => entry.Record is null).Select(entry => Path.Combine(_output, entry.File)));
            records = [.. records.Where(entry => entry.Record is not null)];
            using var writing = _connection.BeginTransaction();
            foreach (var file in gone.Concat(records.Select(entry => entry.File)))
            {
                Delete(file);
            }

            gone = [];
            Insert(records!);
            writing.Commit();
        }
    }

    private Dictionary<string, Stamp> ReadStamps()
    {
        using var command = _connection.Command("SELECT file, size, modified FROM record");
        using var reader = command.ExecuteReader();
        var stamps = new Dictionary<string, Stamp>();
        while (reader.Read())
        {
            stamps.Add(reader.GetString(0), new Stamp(reader.GetInt64(1), reader.GetInt64(2)));
        }

        return stamps;
    }

    private void Delete(string file) => _connection.Execute(
        """
        DELETE FROM cell WHERE learner IN (SELECT id FROM learner WHERE file = $file);
        DELETE FROM learner WHERE file = $file;
        DELETE FROM record WHERE file = $file;
        """,
        ("$file", file));

    private void Insert(IEnumerable<(string File, Stamp Stamp, RunRecord Record)> records)
    {
        using var insertRecord = _connection.Command(
            "INSERT INTO record VALUES ($file, $size, $modified, $experiment, $run, $identity, $ended, $started, $maker, $summary)",
            ("$file", ""), ("$size", 0L), ("$modified", 0L), ("$experiment", ""), ("$run", ""), ("$identity", ""), ("$ended", 0L), ("$started", ""), ("$maker", 0L), ("$summary", ""));
        using var insertLearner = _connection.Command("INSERT INTO learner (file, headline) VALUES ($file, $headline) RETURNING id", ("$file", ""), ("$headline", ""));
        using var insertCell = _connection.Command("INSERT INTO cell VALUES ($learner, $field, $position, $value)", ("$learner", 0L), ("$field", 0L), ("$position", 0), ("$value", ""));
        foreach (var (file, stamp, record) in records)
        {
            var (summary, maker) = RecordSummary.Split(record);
            insertRecord.With(
                file, stamp.Size, stamp.Modified, record.Experiment, record.Id, record.Identity, record.HasEnded ? 1L : 0L,
                record.Started.UtcDateTime.ToString("o", CultureInfo.InvariantCulture), MakerId(maker), summary).ExecuteNonQuery();
            foreach (var row in RecordRows.Of(file, record))
            {
                var learner = insertLearner.With(row.File, string.Join('\n', row.Headline)).ExecuteScalar()!;
                foreach (var (position, (name, value)) in row.Cells.Index())
                {
                    var (kind, stored) = ValueKind.Store(value);
                    insertCell.With(learner, FieldId(name, kind), position, stored).ExecuteNonQuery();
                }
            }
        }
    }

    private long FieldId(string name, string kind) => IdOf(
        _fields, (name, kind), "INSERT INTO field (name, kind) VALUES ($name, $kind) ON CONFLICT DO UPDATE SET name = name RETURNING id", ("$name", name), ("$kind", kind));

    private long MakerId(string json) => IdOf(
        _makers, json, "INSERT INTO maker (json) VALUES ($json) ON CONFLICT DO UPDATE SET json = json RETURNING id", ("$json", json));

    private long IdOf<TKey>(Dictionary<TKey, long> known, TKey key, string insert, params (string Name, object Value)[] parameters)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var id))
        {
            using var command = _connection.Command(insert, parameters);
            known[key] = id = (long)command.ExecuteScalar()!;
        }

        return id;
    }

    /// <summary>By what a changed file is told.</summary>
    private readonly record struct Stamp(long Size, long Modified)
    {
        public static Stamp Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc.Ticks);
    }
}

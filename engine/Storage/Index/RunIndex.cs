using BeyondNtk.Engine.Storage.Filters;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>
/// The runs of an output folder, to be searched. It stands in index.sqlite there and is brought up to date with the records whenever it is
/// opened; it is made from them alone, so that it may be deleted at any time, and where it cannot be written it is made in memory.
/// </summary>
internal sealed class RunIndex : IDisposable
{
    public const string FileName = "index.sqlite";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _reading;
    private readonly string _output;

    // One transaction from the first reading to the last: another process may write, and this one still reads what it found.
    private RunIndex(SqliteConnection connection, string output)
    {
        (_connection, _output) = (connection, output);
        _reading = connection.BeginTransaction(deferred: true);

        // The columns that are read later: if one is missing this is the place to find out.
        IsEmpty = connection.Scalar("SELECT learner.id, file, headline, position, value, name, kind FROM learner JOIN cell ON cell.learner = learner.id JOIN field ON field.id = cell.field LIMIT 1") is null;
    }

    public bool IsEmpty { get; }

    /// <summary>The records that cannot be read, which it is without.</summary>
    public IReadOnlyList<string> Unreadable { get; private init; } = [];

    /// <summary>Opens the index of an output folder and asks it. One that is damaged, here or while it is asked, is made anew.</summary>
    /// <param name="output">The output folder.</param>
    /// <param name="ask">What is asked; it may be asked again.</param>
    /// <param name="patience">For how many seconds to wait while another process writes.</param>
    public static T Query<T>(string output, Func<RunIndex, T> ask, int patience = 5)
    {
        var file = Path.GetFullPath(Path.Combine(output, FileName));
        if (RunFiles.Under(output).Any())
        {
            try
            {
                return QueryFile(file, output, ask, patience);
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                // A folder that cannot be written, or another process that does not let go.
            }
        }

        return QueryAt(IndexConnection.InMemory, output, ask, patience);
    }

    /// <summary>The rows that a filter matches, oldest run first.</summary>
    /// <exception cref="Configuration.ConfigurationException">The filter names a column that does not exist.</exception>
    public IReadOnlyList<IndexRow> ReadRows(Filter? where = null)
    {
        using var command = _connection.CreateCommand();
        var condition = where is null ? "TRUE" : new FilterSql(ReadColumns(), command).Of(where);
        command.CommandText =
            $"""
            SELECT learner.id, file, headline, name, kind, value
            FROM learner JOIN cell ON cell.learner = learner.id JOIN field ON field.id = cell.field
            WHERE learner.id IN (SELECT id FROM learner WHERE {condition}) ORDER BY learner.id, position
            """;
        var rows = new List<IndexRow>();
        using var reader = command.ExecuteReader();
        for (var last = -1L; reader.Read();)
        {
            if (reader.GetInt64(0) != last)
            {
                last = reader.GetInt64(0);
                rows.Add(new IndexRow(reader.GetString(1), reader.GetString(2).Split('\n', StringSplitOptions.RemoveEmptyEntries), []));
            }

            rows[^1].Cells.Add(reader.GetString(3), ValueKind.Load(reader.GetString(4), reader.GetValue(5)));
        }

        return [.. rows.OrderBy(row => row.Text("started"), StringComparer.Ordinal).ThenBy(row => row.File, StringComparer.Ordinal)];
    }

    /// <summary>All runs, oldest first.</summary>
    public IReadOnlyList<IndexedRun> ReadRuns() => ReadRuns("TRUE");

    /// <summary>The runs of which a name begins with a text, whatever its case, oldest first.</summary>
    public IReadOnlyList<IndexedRun> FindRuns(string beginning) => ReadRuns(
        string.Join(" OR ", new[] { "run", "identity", "experiment || '/' || run" }.Select(name => $"substr({name}, 1, length($beginning)) = $beginning COLLATE {FilterSql.Caseless}")),
        ("$beginning", beginning));

    /// <summary>The runs that did not end by themselves, oldest first.</summary>
    public IReadOnlyList<IndexedRun> ReadUnfinished() => ReadRuns("NOT ended");

    /// <summary>The records of an experiment's runs without their configurations, oldest first.</summary>
    public IReadOnlyList<StoredRun> ReadSummaries(string experiment)
    {
        var makers = ReadMakers();
        var summaries = new SummaryReader();
        var output = Path.GetFullPath(_output);

        // To read the texts takes most of the time, and some at a time they are not all held at once.
        return
        [
            .. ReadSummaryTexts(experiment).Chunk(1000)
                .SelectMany(some => some.AsParallel().Select(entry => new StoredRun(
                    Path.Join(output, Path.GetDirectoryName(entry.File.AsSpan())), summaries.Read(entry.Text, makers[entry.Maker]))))
                .OrderBy(run => run.Record.Started).ThenBy(run => run.Folder, StringComparer.Ordinal),
        ];
    }

    public void Dispose()
    {
        _reading.Dispose();
        _connection.Dispose();
    }

    private static T QueryFile<T>(string file, string output, Func<RunIndex, T> ask, int patience)
    {
        try
        {
            return QueryAt(file, output, ask, patience);
        }
        catch (SqliteException exception) when (IndexConnection.IsDamage(exception))
        {
            File.Delete(file);
            File.Delete(file + "-journal");
            return QueryAt(file, output, ask, patience);
        }
    }

    private static T QueryAt<T>(string source, string output, Func<RunIndex, T> ask, int patience)
    {
        using var connection = IndexConnection.Open(source, patience);
        IndexSchema.Prepare(connection);
        var unreadable = IndexUpdate.Apply(connection, output);
        using var index = new RunIndex(connection, output) { Unreadable = unreadable };
        return ask(index);
    }

    private List<IndexedRun> ReadRuns(string condition, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.Command($"SELECT file, experiment, run, identity FROM record WHERE {condition} ORDER BY started, file", parameters);
        using var reader = command.ExecuteReader();
        var runs = new List<IndexedRun>();
        while (reader.Read())
        {
            runs.Add(new IndexedRun(Path.GetDirectoryName(reader.GetString(0))!, reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return runs;
    }

    private IEnumerable<(string File, long Maker, byte[] Text)> ReadSummaryTexts(string experiment)
    {
        using var command = _connection.Command(
            "SELECT file, maker, summary FROM record WHERE file > $folder AND file < $next",
            ("$folder", experiment + Path.DirectorySeparatorChar), ("$next", experiment + (char)(Path.DirectorySeparatorChar + 1)));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
        }
    }

    private Dictionary<long, RecordMaker> ReadMakers()
    {
        using var command = _connection.Command("SELECT id, json FROM maker");
        using var reader = command.ExecuteReader();
        var makers = new Dictionary<long, RecordMaker>();
        while (reader.Read())
        {
            makers.Add(reader.GetInt64(0), RunRecord.FromJson<RecordMaker>(reader.GetString(1)));
        }

        return makers;
    }

    private Columns ReadColumns()
    {
        using var command = _connection.Command("SELECT name, kind FROM field WHERE EXISTS (SELECT 1 FROM cell WHERE cell.field = field.id) ORDER BY id");
        using var reader = command.ExecuteReader();
        var kinds = new List<(string Name, string Kind)>();
        while (reader.Read())
        {
            kinds.Add((reader.GetString(0), reader.GetString(1)));
        }

        return new Columns(kinds.ToLookup(column => column.Name, column => column.Kind));
    }
}

using BeyondNtk.Host.Results.Filters;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Host.Results.Index;

/// <summary>
/// The runs of an output folder, to be searched. It stands in index.sqlite there and is brought up to date with the records whenever it is
/// opened; it is made from them alone, so that it may be deleted at any time, and where it cannot be written it is made in memory.
/// </summary>
internal sealed class RunIndex : IDisposable
{
    public const string FileName = "index.sqlite";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _reading;

    // One transaction from the first reading to the last: another process may write, and this one still reads what it found.
    private RunIndex(SqliteConnection connection)
    {
        _connection = connection;
        _reading = connection.BeginTransaction(deferred: true);

        // The columns that Rows reads: if one is missing this is the place to find out.
        IsEmpty = connection.Scalar("SELECT learner.id, file, headline, name, position, kind, value FROM learner JOIN cell ON cell.learner = learner.id LIMIT 1") is null;
    }

    public bool IsEmpty { get; }

    /// <param name="output">The output folder.</param>
    /// <param name="patience">For how many seconds to wait while another process writes.</param>
    public static RunIndex Open(string output, int patience = 5)
    {
        var file = Path.GetFullPath(Path.Combine(output, FileName));
        if (RunRecords.Files(output).Any())
        {
            try
            {
                return OpenOrReplace(file, output, patience);
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                // A folder that cannot be written, or another process that does not let go.
            }
        }

        return OpenAt(IndexConnection.InMemory, output, patience);
    }

    /// <summary>The rows that a filter matches, oldest run first.</summary>
    /// <exception cref="Composition.ConfigurationException">The filter names a column that there is not.</exception>
    public IReadOnlyList<IndexRow> Rows(Filter? where = null)
    {
        using var command = _connection.CreateCommand();
        var condition = where is null ? "TRUE" : new FilterSql(ReadColumns(), command).Of(where);
        command.CommandText =
            $"""
            SELECT learner.id, file, headline, name, kind, value FROM learner JOIN cell ON cell.learner = learner.id
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

    public void Dispose()
    {
        _reading.Dispose();
        _connection.Dispose();
    }

    private static RunIndex OpenOrReplace(string file, string output, int patience)
    {
        try
        {
            return OpenAt(file, output, patience);
        }
        catch (SqliteException exception) when (IndexConnection.IsDamage(exception))
        {
            File.Delete(file);
            File.Delete(file + "-journal");
            return OpenAt(file, output, patience);
        }
    }

    private static RunIndex OpenAt(string source, string output, int patience)
    {
        var connection = IndexConnection.Open(source, patience);
        try
        {
            IndexSchema.Prepare(connection);
            IndexUpdate.Apply(connection, output);
            return new RunIndex(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Columns ReadColumns()
    {
        using var command = _connection.Command("SELECT DISTINCT name, kind FROM cell");
        using var reader = command.ExecuteReader();
        var kinds = new List<(string Name, string Kind)>();
        while (reader.Read())
        {
            kinds.Add((reader.GetString(0), reader.GetString(1)));
        }

        return new Columns(kinds.ToLookup(column => column.Name, column => column.Kind));
    }
}

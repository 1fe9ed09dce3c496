using Microsoft.Data.Sqlite;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>Connections to an index, and shorthands for commands on them.</summary>
internal static class IndexConnection
{
    public const string InMemory = ":memory:";

    // SQLite's result codes.
    private const int Error = 1;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public static SqliteConnection Open(string source, int patience)
    {
        // Without a pool, so that the file is closed when the connection is, and can be deleted.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, DefaultTimeout = patience, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.CreateCollation(FilterSql.Caseless, (one, other) => string.Compare(one, other, StringComparison.OrdinalIgnoreCase));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file is no index, so that only a new one helps. The plain error is a table or column that does not exist.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is Error or Corrupt or NotADatabase;

    public static SqliteCommand Command(this SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <summary>The command with other values for its parameters, in their order.</summary>
    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            command.Parameters[place].Value = values[place];
        }

        return command;
    }

    public static void Execute(this SqliteConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.Command(sql);
        return command.ExecuteScalar();
    }
}

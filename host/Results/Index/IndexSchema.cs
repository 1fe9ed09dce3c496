using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Host.Results.Index;

/// <summary>The tables of the index. Any change to them, or to what <see cref="RecordRows"/> makes of a record, is a new version.</summary>
internal static class IndexSchema
{
    private const long SchemaVersion = 1;

    private const string Create =
        """
        DROP TABLE IF EXISTS cell;
        DROP TABLE IF EXISTS learner;
        DROP TABLE IF EXISTS record;
        CREATE TABLE record (file TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE learner (id INTEGER PRIMARY KEY, file TEXT NOT NULL, headline TEXT NOT NULL);
        CREATE INDEX learner_of_file ON learner (file);
        CREATE TABLE cell (
            learner INTEGER NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, value,
            PRIMARY KEY (learner, name)) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables unless they are there, in this version.</summary>
    /// <exception cref="SqliteException">The file is damaged, or cannot be written.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        if (connection.Scalar("PRAGMA quick_check(1)") is not "ok")
        {
            throw IndexConnection.Damage("the index is damaged");
        }

        if (IsCurrent(connection))
        {
            return;
        }

        // Another process may have made them while this one waited to write.
        using var writing = connection.BeginTransaction();
        if (!IsCurrent(connection))
        {
            connection.Execute(Create);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {SchemaVersion}"));
        }

        writing.Commit();
    }

    private static bool IsCurrent(SqliteConnection connection) => connection.Scalar("PRAGMA user_version") is SchemaVersion;
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>The tables of the index. Any change to them, or to what <see cref="RecordRows"/> makes of a record, is a new version.</summary>
internal static class IndexSchema
{
    private const long SchemaVersion = 3;

    // A record's summary is the record without its configuration, and without what made it, which is the same for many.
    private const string Create =
        """
        DROP TABLE IF EXISTS cell;
        DROP TABLE IF EXISTS learner;
        DROP TABLE IF EXISTS record;
        DROP TABLE IF EXISTS field;
        DROP TABLE IF EXISTS maker;
        CREATE TABLE maker (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE);
        CREATE TABLE record (
            file TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL,
            experiment TEXT NOT NULL, run TEXT NOT NULL, identity TEXT NOT NULL, ended INTEGER NOT NULL, started TEXT NOT NULL,
            maker INTEGER NOT NULL, summary TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE learner (id INTEGER PRIMARY KEY, file TEXT NOT NULL, headline TEXT NOT NULL);
        CREATE INDEX learner_of_file ON learner (file);
        CREATE TABLE field (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (name, kind));
        CREATE TABLE cell (learner INTEGER NOT NULL, field INTEGER NOT NULL, position INTEGER NOT NULL, value, PRIMARY KEY (learner, field)) WITHOUT ROWID;
        CREATE INDEX cell_of_field ON cell (field, learner);
        """;

    /// <summary>Makes the tables unless they are there, in this version.</summary>
    /// <exception cref="SqliteException">The file is damaged, or cannot be written.</exception>
    public static void Prepare(SqliteConnection connection)
    {
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

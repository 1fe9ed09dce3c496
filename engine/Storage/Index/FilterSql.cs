using System.Globalization;
using BeyondNtk.Engine.Storage.Filters;
using Microsoft.Data.Sqlite;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>A filter as a condition on the table "learner"; whatever a person typed becomes a parameter of the command.</summary>
internal sealed class FilterSql(Columns columns, SqliteCommand command)
{
    /// <summary>The collation that compares text whatever its case.</summary>
    public const string Caseless = "caseless";

    public string Of(Filter filter) => filter switch
    {
        And both => $"({Of(both.Left)} AND {Of(both.Right)})",
        Or either => $"({Of(either.Left)} OR {Of(either.Right)})",
        Not not => $"NOT {Of(not.Other)}",
        _ => Of((Comparison)filter),
    };

    private string Of(Comparison comparison)
    {
        var column = columns.Resolve(comparison);
        var (isOfKind, condition) = comparison.Value.Number is { } number
            ? ("=", $"value {Operator(comparison)} {Parameter(ValueKind.NumberOrNull(number))}")
            : ("<>", $"value {Operator(comparison)} {Parameter(comparison.Value.Text)} COLLATE {Caseless}");
        var fields = $"SELECT id FROM field WHERE name = {Parameter(column)} AND kind {isOfKind} '{ValueKind.Number}'";
        return $"EXISTS (SELECT 1 FROM cell WHERE cell.learner = learner.id AND cell.field IN ({fields}) AND {condition})";
    }

    // NaN is NULL in the index, and with IS it equals itself and nothing else; the other comparisons with it never hold.
    private static string Operator(Comparison comparison) => comparison.Operator switch
    {
        "=" => "IS",
        "!=" => "IS NOT",
        _ => comparison.Operator,
    };

    private string Parameter(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"$p{command.Parameters.Count}");
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}

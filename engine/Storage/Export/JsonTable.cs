using System.Text.Json.Nodes;
using BeyondNtk.Engine.Storage.Index;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage.Export;

/// <summary>Rows as a JSON list of objects that all have the same keys; null where a row has no value, or one that JSON has no number for.</summary>
internal static class JsonTable
{
    public static string Of(IReadOnlyList<IndexRow> rows)
    {
        var columns = ColumnOrder.Find(rows);
        var objects = rows.Select(row => new JsonObject(columns.Select(column => KeyValuePair.Create(column, Node(row.Cells.GetValueOrDefault(column))))));
        return new JsonArray([.. objects]).ToJsonString(JsonText.Indented) + "\n";
    }

    private static JsonNode? Node(object? value) => value switch
    {
        double number => double.IsFinite(number) ? number : null,
        long number => number,
        bool flag => flag,
        string text => text,
        _ => null,
    };
}

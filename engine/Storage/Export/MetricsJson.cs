using System.Globalization;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage.Export;

/// <summary>The rows of a metrics.csv as a JSON list of objects; null where JSON has no number for a value.</summary>
internal static class MetricsJson
{
    public static string Of(IEnumerable<string> lines)
        => new JsonArray([.. lines.Skip(1).Select(CsvField.Split).Select(Row)]).ToJsonString(JsonText.Indented) + "\n";

    // In the order of the file's header.
    private static JsonObject Row(List<string> fields) => new()
    {
        ["learner"] = fields[0],
        ["step"] = long.Parse(fields[1], CultureInfo.InvariantCulture),
        ["seconds"] = Number(fields[2]),
        ["evaluator"] = fields[3],
        ["metric"] = fields[4],
        ["value"] = Number(fields[5]),
    };

    private static JsonNode? Number(string field) => double.Parse(field, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number : null;
}

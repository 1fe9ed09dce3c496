using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration;

/// <summary>The single values in a tree of settings, by path such as "Stages:0:Steps": each a long, a double, a bool or a string.</summary>
internal static class Scalars
{
    public static IEnumerable<(string Path, object Value)> Of(JsonNode? settings) => Of(JsonSerializer.SerializeToElement(settings), "");

    /// <summary>A value as text, a number so that it reads back to the same bits.</summary>
    public static string Text(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static IEnumerable<(string Path, object Value)> Of(JsonElement element, string path)
    {
        var prefix = path.Length == 0 ? "" : path + ":";
        return element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(entry => Of(entry.Value, prefix + entry.Name)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((entry, place) => Of(entry, string.Create(CultureInfo.InvariantCulture, $"{prefix}{place}"))),
            JsonValueKind.Number => [(path, element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble())],
            JsonValueKind.True or JsonValueKind.False => [(path, element.GetBoolean())],
            JsonValueKind.String => [(path, NumberOrText(element.GetString()!))],
            _ => [],
        };
    }

    // What JSON has no number for is written as text.
    private static object NumberOrText(string text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => text,
    };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>Words for the values that a sweep gives a run.</summary>
internal static class VariedText
{
    /// <summary>The last part of a path; the whole path when another among them ends in the same part.</summary>
    public static string Short(string path, IReadOnlyList<string> among)
    {
        var last = Last(path);
        return among.Count(other => Last(other).Equals(last, StringComparison.OrdinalIgnoreCase)) > 1 ? path : last;
    }

    /// <summary>A value: the text without quotes, a group by its Name where it has one.</summary>
    public static string Value(JsonNode? value) => value switch
    {
        null => "none",
        JsonObject group when group["Name"] is { } name => name.ToString(),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => JsonText.Of(value),
    };

    private static string Last(string path) => path[(path.LastIndexOf(':') + 1)..];
}

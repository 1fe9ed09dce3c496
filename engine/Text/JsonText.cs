using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace BeyondNtk.Engine.Text;

/// <summary>JSON as a person wrote it: letters of every script as they are.</summary>
internal static partial class JsonText
{
    /// <summary>JSON for people, on one line or several.</summary>
    public static JsonSerializerOptions Compact { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same with line breaks, which are those of Unix everywhere.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value on one line.</summary>
    public static string Of(JsonNode? node) => Unescape(node?.ToJsonString(Compact) ?? "null");

    // The encoder leaves no letter beyond the first 65,536 as it is.
    private static string Unescape(string json)
        => json.Contains("\\u", StringComparison.Ordinal)
            ? Escapes().Replace(json, escape => escape.Groups[1].Success ? $"{CodeOf(escape.Groups[1])}{CodeOf(escape.Groups[2])}" : escape.Value)
            : json;

    private static char CodeOf(Group digits) => (char)Convert.ToInt32(digits.Value, 16);

    [GeneratedRegex(@"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\.")]
    private static partial Regex Escapes();
}

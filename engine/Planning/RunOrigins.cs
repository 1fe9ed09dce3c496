using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;

namespace BeyondNtk.Engine.Planning;

/// <summary>Where the values of one run came from: a file, a flag, the sweep, or an expression.</summary>
/// <param name="tree">The configuration.</param>
/// <param name="path">Where the experiment stands in it.</param>
/// <param name="expressions">The texts of its expressions, by path in the experiment.</param>
/// <param name="point">The values that the sweep gave the run, by path in the experiment.</param>
/// <param name="words">Words for such values.</param>
internal sealed class RunOrigins(
    ConfigurationTree tree, string path, IReadOnlyDictionary<string, string> expressions, IReadOnlyList<KeyValuePair<string, JsonNode?>> point, SweepWords words)
{
    /// <summary>The text of the expression that stands at a place; null when none does.</summary>
    public string? ExpressionAt(string place) => place.Length > path.Length ? expressions.GetValueOrDefault(place[(path.Length + 1)..]) : null;

    /// <summary>The path, among those that the sweep varies, that gave the value at a place; null when none did.</summary>
    public string? SweptAt(string place) => SweptEntry(place).Path;

    /// <summary>Whether the value at a place was given by any of these, and is no default.</summary>
    public bool IsWritten(string place)
    {
        var (swept, value) = SweptEntry(place);
        var rest = swept is null ? "" : place[(path.Length + 1 + swept.Length)..].TrimStart(':');
        return (swept is null ? SettingPath.Find(tree.Root, place) : rest.Length == 0 ? value : SettingPath.Find(value, rest)) is not null;
    }

    /// <summary>In full, for a message.</summary>
    public string Of(string place) => (ExpressionAt(place), SweptAt(place)) switch
    {
        ({ } text, _) => $"from the expression \"{text}\"{(point.Count > 0 ? " where " + words.Of(point) : "")}",
        (_, { } swept) => $"from Sweep, which varies {swept}",
        _ => tree.OriginOf(place),
    };

    /// <summary>In full, for a message about all that is written under a place.</summary>
    public string Within(string place)
    {
        var varied = point.Where(entry => $"{path}:{entry.Key}:".StartsWith($"{place}:", StringComparison.OrdinalIgnoreCase)).ToArray();
        var set = tree.SetUnder(place);
        return $"{Of(place)}{(set.Count > 0 ? $", with --set {string.Join(", ", set)}" : "")}{(varied.Length > 0 ? $", where {words.Of(varied)}" : "")}";
    }

    /// <summary>In few words, for a table of values.</summary>
    public string Brief(string place) => (ExpressionAt(place), SweptAt(place)) switch
    {
        ({ } text, null) => $"{text}  ({tree.BriefOriginOf(place)})",
        ({ } text, _) => $"{text}  ({SweepSection.Key})",
        (_, { } swept) => place.EndsWith($":{swept}", StringComparison.OrdinalIgnoreCase) ? SweepSection.Key : $"{SweepSection.Key} of {swept}",
        _ => tree.BriefOriginOf(place),
    };

    // Where one path of a sweep lies in another, the later is put in last.
    private (string? Path, JsonNode? Value) SweptEntry(string place)
    {
        var (key, value) = point.LastOrDefault(entry => $"{place}:".StartsWith($"{path}:{entry.Key}:", StringComparison.OrdinalIgnoreCase));
        return (key, value);
    }
}

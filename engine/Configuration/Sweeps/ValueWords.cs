using System.Text.Json.Nodes;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration.Sweeps;

/// <summary>Words for the values that one setting takes in a sweep: distinct values have distinct words.</summary>
/// <param name="values">All of its values.</param>
internal sealed class ValueWords(IEnumerable<JsonNode?> values)
{
    private readonly Dictionary<string, string> _words = Find(values.Select(value => (Json: JsonOf(value), Value: value)).DistinctBy(entry => entry.Json).ToDictionary(entry => entry.Json, entry => entry.Value));

    /// <summary>The words for one of the values.</summary>
    public string this[JsonNode? value] => _words[JsonOf(value)];

    private static Dictionary<string, string> Find(Dictionary<string, JsonNode?> values)
    {
        var words = new Dictionary<string, string>(values.Count);
        foreach (var same in values.GroupBy(entry => NameOf(entry.Value)))
        {
            KeyValuePair<string, JsonNode?>[] alike = [.. same];
            var differences = alike.Length > 1 && alike.All(entry => entry.Value is JsonObject) ? Differences([.. alike.Select(entry => entry.Value)]) : new string[alike.Length];
            foreach (var (entry, difference) in alike.Zip(differences))
            {
                words.Add(entry.Key, string.IsNullOrEmpty(difference) && entry.Value is JsonObject && same.Key.Length == 0 ? entry.Key : $"{same.Key}{difference}".TrimStart());
            }
        }

        // A text may read like a number, or like the words for a group. JSON tells them apart.
        while (words.GroupBy(entry => entry.Value).Where(taken => taken.Count() > 1).SelectMany(taken => taken).Where(entry => entry.Value != entry.Key).ToArray() is { Length: > 0 } taken)
        {
            foreach (var (json, _) in taken)
            {
                words[json] = json;
            }
        }

        return words;
    }

    // A group without a Name is known by what differs in it alone.
    private static string NameOf(JsonNode? value) => value is JsonObject group && group["Name"] is null ? "" : VariedText.Value(value);

    // " (Layers = first)": of groups that share their Name, the settings in which they differ.
    private static string[] Differences(JsonNode?[] groups)
    {
        Dictionary<string, string>[] settings = [.. groups.Select(group => Scalars.Of(group).ToDictionary(setting => setting.Path, setting => Scalars.Text(setting.Value)))];
        string[] differing = [.. settings.SelectMany(group => group.Keys).Distinct().Where(path => settings.Select(group => group.GetValueOrDefault(path)).Distinct().Count() > 1)];
        return [.. settings.Select(group =>
        {
            var own = differing.Where(group.ContainsKey).Select(path => $"{VariedText.Short(path, differing)} = {group[path]}");
            return own.Any() ? $" ({string.Join(", ", own)})" : "";
        })];
    }

    private static string JsonOf(JsonNode? value) => JsonText.Of(value);
}

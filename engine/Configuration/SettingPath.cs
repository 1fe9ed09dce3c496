using System.Globalization;
using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration;

/// <summary>Paths such as Teacher:Dimension or Stages:0:Steps in a tree of settings; keys are found whatever their case.</summary>
internal static class SettingPath
{
    private const int Longest = 64;

    /// <summary>The value at a path; null where there is none.</summary>
    public static JsonNode? Find(JsonNode? root, string path)
    {
        foreach (var key in path.Split(':'))
        {
            root = root switch
            {
                JsonObject group => group[key],
                JsonArray list when IndexIn(list, key) is { } index => list[index],
                _ => null,
            };
        }

        return root;
    }

    /// <summary>Puts a value at a path; groups on the way that are not there are made.</summary>
    /// <exception cref="ConfigurationException">The path is too long, or leads through a value that has no parts, or to a place that a list does not have.</exception>
    public static void Put(JsonObject root, IReadOnlyList<string> keys, JsonNode? value)
    {
        if (keys.Count > Longest)
        {
            throw new ConfigurationException($"the path has {keys.Count} keys; at most {Longest} are allowed");
        }

        JsonNode node = root;
        for (var depth = 0; depth < keys.Count; depth++)
        {
            var last = depth == keys.Count - 1;
            switch (node)
            {
                case JsonObject group when last:
                    group[keys[depth]] = value;
                    break;
                case JsonObject group:
                    node = group[keys[depth]] ??= new JsonObject(group.Options);
                    break;
                case JsonArray list when IndexIn(list, keys[depth]) is { } index:
                    if (last)
                    {
                        list[index] = value;
                    }
                    else
                    {
                        node = list[index] ??= new JsonObject(list.Options);
                    }

                    break;
                case JsonArray list:
                    throw new ConfigurationException($"'{string.Join(':', keys.Take(depth))}' is a list of {list.Count}; '{keys[depth]}' is no place in it (the first is 0)");
                default:
                    throw new ConfigurationException($"'{string.Join(':', keys.Take(depth))}' is a value and has no '{keys[depth]}'");
            }
        }
    }

    /// <summary>The places of keys that are empty or hold a ':' and so cannot be told from a path.</summary>
    public static IEnumerable<string> KeysLikePaths(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(entry => entry.Key.Length == 0 || entry.Key.Contains(':', StringComparison.Ordinal) ? [$"{path}:{entry.Key}"] : KeysLikePaths($"{path}:{entry.Key}", entry.Value)),
        JsonArray list => list.SelectMany((entry, index) => KeysLikePaths($"{path}:{index}", entry)),
        _ => [],
    };

    private static int? IndexIn(JsonArray list, string key)
        => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count ? index : null;
}

using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration;

/// <summary>The section Serilog of the configuration file, flattened for Microsoft.Extensions.Configuration, which Serilog reads.</summary>
internal static class SerilogSection
{
    public const string Key = "Serilog";

    /// <summary>Keys and values; none if the file is missing, which commands that need it report.</summary>
    /// <param name="configurationFile">The configuration file.</param>
    /// <param name="assignments">The values of --set, of which those of this section count.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Load(string configurationFile, IEnumerable<string> assignments)
    {
        if (!File.Exists(configurationFile))
        {
            return [];
        }

        var tree = ConfigurationTree.Load(configurationFile);
        foreach (var assignment in assignments.Where(assignment => assignment.StartsWith(Key + ":", StringComparison.OrdinalIgnoreCase)))
        {
            tree.Set(assignment, [Key], []);
        }

        return Flatten(Key, tree.Root[Key]);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(entry => Flatten($"{path}:{entry.Key}", entry.Value)),
        JsonArray list => list.SelectMany((entry, index) => Flatten($"{path}:{index}", entry)),
        _ => [KeyValuePair.Create(path, node?.ToString())],
    };
}

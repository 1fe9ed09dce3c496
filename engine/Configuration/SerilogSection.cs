using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration;

/// <summary>The section Serilog of a configuration, flattened for Microsoft.Extensions.Configuration, which Serilog reads.</summary>
internal static class SerilogSection
{
    public const string Key = "Serilog";

    /// <summary>Keys and values; none if the file is missing, which commands that need it report.</summary>
    /// <param name="file">The configuration file.</param>
    /// <param name="assignments">The values of --set, of which those of this section count.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Load(ConfigurationFile file, IEnumerable<string> assignments)
    {
        if (!file.Exists)
        {
            return [];
        }

        var tree = file.Load();
        foreach (var assignment in assignments.Where(assignment => assignment.StartsWith(Key + ":", StringComparison.OrdinalIgnoreCase)))
        {
            tree.Set(assignment, [Key], []);
        }

        return Of(tree);
    }

    /// <summary>The same of a configuration into which the values of --set were put.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(ConfigurationTree tree) => Flatten(Key, tree.Root[Key]);

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(entry => Flatten($"{path}:{entry.Key}", entry.Value)),
        JsonArray list => list.SelectMany((entry, index) => Flatten($"{path}:{index}", entry)),
        _ => [KeyValuePair.Create(path, node?.ToString())],
    };
}

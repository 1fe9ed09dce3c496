using System.Text.Json.Nodes;
using BeyondNtk.Host.Composition;

namespace BeyondNtk.Host.Running;

/// <summary>The section Serilog of the configuration file, flattened for Microsoft.Extensions.Configuration, which Serilog reads.</summary>
internal static class SerilogSection
{
    /// <summary>Keys and values; none when the file is missing, which commands that need it report.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Of(string configurationFile)
        => File.Exists(configurationFile) && ConfigurationTree.Load(configurationFile).Root["Serilog"] is { } section ? Flatten("Serilog", section) : [];

    private static IEnumerable<KeyValuePair<string, string?>> Flatten(string path, JsonNode? node) => node switch
    {
        JsonObject group => group.SelectMany(entry => Flatten($"{path}:{entry.Key}", entry.Value)),
        JsonArray list => list.SelectMany((entry, index) => Flatten($"{path}:{index}", entry)),
        _ => [KeyValuePair.Create(path, node?.ToString())],
    };
}

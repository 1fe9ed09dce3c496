using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration;

/// <summary>A value of the configuration, with its place and with the list that receives what is wrong with it.</summary>
/// <param name="Node">The value; null also where none is written.</param>
/// <param name="Path">Its place, with ':' between the keys; empty for the whole file.</param>
/// <param name="Problems">Receives what is wrong.</param>
internal readonly record struct Setting(JsonNode? Node, string Path, Problems Problems)
{
    /// <summary>The value under a key.</summary>
    public Setting this[string key] => Under(key, (Node as JsonObject)?[key]);

    /// <summary>A value under a key, whatever is written there.</summary>
    public Setting Under(string key, JsonNode? node) => new(node, Path.Length == 0 ? key : $"{Path}:{key}", Problems);

    /// <summary>The entries of a group or list; none if it is neither.</summary>
    public IEnumerable<KeyValuePair<string, Setting>> Entries()
    {
        var self = this;
        return Node switch
        {
            JsonObject group => group.Select(entry => KeyValuePair.Create(entry.Key, self.Under(entry.Key, entry.Value))),
            JsonArray list => list.Select((entry, index) => KeyValuePair.Create($"{index}", self.Under($"{index}", entry))),
            _ => [],
        };
    }

    /// <summary>Reports what is wrong with it.</summary>
    public void Refuse(string message) => Problems.Add(Path, message);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeyondNtk.Host.Composition;

/// <summary>The configuration file as a tree, with the values of --set put in. Keys are found whatever their case.</summary>
internal sealed class ConfigurationTree
{
    private static readonly JsonNodeOptions NodeOptions = new() { PropertyNameCaseInsensitive = true };

    // Read through the serializer, which looks at every key at once; JsonNode.Parse would find keys that differ in case only when one is looked up.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly HashSet<string> _setPaths = new(StringComparer.OrdinalIgnoreCase);

    private ConfigurationTree(string file, JsonObject root)
    {
        File = file;
        Root = root;
    }

    /// <summary>The full path of the file.</summary>
    public string File { get; }

    public JsonObject Root { get; }

    /// <exception cref="ConfigurationException">The file is missing or no JSON object.</exception>
    public static ConfigurationTree Load(string file)
    {
        var path = Path.GetFullPath(file);
        try
        {
            return new ConfigurationTree(path, Parse(System.IO.File.ReadAllText(path), path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: the configuration file cannot be read: {exception.Message}", exception);
        }
    }

    public static JsonObject Parse(string text, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonNode>(text, Json) as JsonObject
                ?? throw new ConfigurationException($"{path}: the file must hold an object, {{ ... }}");
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException($"{path}: not valid JSON: {exception.Message}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException($"{path}: a key is written twice: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Puts in "Path=Value". A path that begins with a key of the whole file (such as Experiments) is taken from there; any other is
    /// relative to each of the given experiments.
    /// </summary>
    /// <exception cref="ConfigurationException">It is not of that form, or leads through a value that has no parts.</exception>
    public void Set(string assignment, IReadOnlyCollection<string> topLevelKeys, IEnumerable<string> experiments)
    {
        var split = assignment.IndexOf('=');
        if (split <= 0)
        {
            throw new ConfigurationException($"--set {assignment}: the form is --set Path=Value, for instance --set Teacher:Dimension=12");
        }

        var keys = assignment[..split].Trim().Split(':');
        if (topLevelKeys.Contains(keys[0], StringComparer.OrdinalIgnoreCase))
        {
            Set(keys, assignment[(split + 1)..], assignment);
            return;
        }

        foreach (var experiment in experiments)
        {
            Set(["Experiments", experiment, .. keys], assignment[(split + 1)..], assignment);
        }
    }

    /// <summary>The file or flag that a path came from.</summary>
    public string OriginOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf(':', end - 1))
        {
            if (_setPaths.Contains(path[..end]))
            {
                return "from --set";
            }
        }

        return $"from {File}";
    }

    private void Set(string[] keys, string value, string assignment)
    {
        JsonNode node = Root;
        for (var depth = 0; depth < keys.Length; depth++)
        {
            var last = depth == keys.Length - 1;
            switch (node)
            {
                case JsonObject group when last:
                    group[keys[depth]] = Value(value, assignment);
                    break;
                case JsonObject group:
                    node = group[keys[depth]] ??= new JsonObject(NodeOptions);
                    break;
                case JsonArray list when int.TryParse(keys[depth], out var index) && index >= 0 && index < list.Count:
                    if (last)
                    {
                        list[index] = Value(value, assignment);
                    }
                    else
                    {
                        node = list[index] ??= new JsonObject(NodeOptions);
                    }

                    break;
                case JsonArray list:
                    throw new ConfigurationException(
                        $"--set {assignment}: '{string.Join(':', keys[..depth])}' is a list of {list.Count}; '{keys[depth]}' is no place in it (the first is 0)");
                default:
                    throw new ConfigurationException($"--set {assignment}: '{string.Join(':', keys[..depth])}' is a value and has no '{keys[depth]}'");
            }
        }

        _setPaths.Add(string.Join(':', keys));
    }

    // A value is JSON where it reads as JSON, and text otherwise.
    private static JsonNode? Value(string text, string assignment)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonNode>(text, Json);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException($"--set {assignment}: a key is written twice: {exception.Message}", exception);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

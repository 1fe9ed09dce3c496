using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration.Sweeps;

namespace BeyondNtk.Engine.Configuration;

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

    private readonly Dictionary<string, string> _set = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConfigurationSource[] _sources;
    private readonly IReadOnlyDictionary<string, string> _bases;

    private ConfigurationTree(IEnumerable<ConfigurationSource> sources, JsonObject root)
    {
        _sources = [.. sources];
        Root = root;
        _bases = Inheritance.Resolve(root);
    }

    /// <summary>The full path of the file, of several that of the last.</summary>
    public string File => _sources[^1].File;

    public JsonObject Root { get; }

    /// <summary>The configuration in the texts of files, each put over those before it.</summary>
    /// <param name="files">The full path of each and what it holds; at least one.</param>
    /// <exception cref="ConfigurationException">A text is no JSON object, or an experiment extends what is not there.</exception>
    public static ConfigurationTree FromFiles(params IReadOnlyList<(string File, string Text)> files)
        => new(files.Select(file => new ConfigurationSource(file.File, file.Text)), files.Select(file => Parse(file.Text, file.File)).Aggregate(Inheritance.Merge));

    /// <summary>A configuration that is part of a file, whose lines are not known.</summary>
    public static ConfigurationTree FromPart(JsonObject root, string file) => new([new ConfigurationSource(file, null)], Parse(root.ToJsonString(), file));

    public static JsonObject Parse(string text, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonNode>(text, Json) as JsonObject
                ?? throw new ConfigurationException($"{path}: the file must hold an object, {{ ... }}");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException && HalfPairs.Find(text) is { } half)
        {
            throw new ConfigurationException($"{path}, line {half.Line}: a text holds {half.Escape}, half of a surrogate pair, which is no character; allowed: both halves, or the character itself", exception);
        }
        catch (JsonException exception)
        {
            // The reader counts lines from 0, and says so behind its sentence.
            var sentence = exception.Message.Split([" Path: ", " LineNumber: "], StringSplitOptions.None)[0];
            throw new ConfigurationException($"{path}, line {exception.LineNumber + 1}: not valid JSON: {sentence}", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException($"{path}: a key is written twice: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Puts in "Path=Value". A path that begins with a key of the whole file (such as Experiments) is taken from there; any other is
    /// relative to each of the given experiments. A path that a sweep varies is then no longer varied.
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
            Set(["Experiments", experiment, .. SweepKeys(keys)], assignment[(split + 1)..], assignment);
            EndVariation(experiment, string.Join(':', keys));
        }
    }

    /// <summary>The file, with the line, or the flag that a path came from.</summary>
    public string OriginOf(string path) => IsSet(path) ? "from --set" : SourceOf(path) is var (source, place) ? $"from {source.InFull(place)}" : "";

    /// <summary>The same in few words, without the folder of the file.</summary>
    public string BriefOriginOf(string path) => IsSet(path) ? "--set" : SourceOf(path) is var (source, place) ? source.Brief(place) : "";

    /// <summary>The paths below a path that --set gave, relative to it.</summary>
    public IReadOnlyList<string> SetUnder(string path)
        => [.. _set.Keys.Where(set => set.StartsWith(path + ":", StringComparison.OrdinalIgnoreCase)).Select(set => set[(path.Length + 1)..]).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The same with their values, as "Path=Value".</summary>
    public IReadOnlyList<string> AssignmentsUnder(string path) => [.. SetUnder(path).Select(set => $"{set}={_set[$"{path}:{set}"]}")];

    // The last file in which a path is written, or else the experiment that is extended has it; of a path that nobody wrote, what is nearest around it.
    private (ConfigurationSource Source, string Place) SourceOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf(':', end - 1))
        {
            for (var place = path[..end]; place is not null; place = InBase(place))
            {
                if (Array.FindLast(_sources, source => source.Has(place)) is { } source)
                {
                    return (source, place);
                }
            }
        }

        return (_sources[^1], path);
    }

    // The same path in the experiment that its own extends; null where it extends none.
    private string? InBase(string place)
    {
        var keys = place.Split(':');
        return keys.Length > 2 && keys[0].Equals(nameof(RootSettings.Experiments), StringComparison.OrdinalIgnoreCase) && _bases.TryGetValue(keys[1], out var below)
            ? string.Join(':', [keys[0], below, .. keys[2..]]) : null;
    }

    private bool IsSet(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf(':', end - 1))
        {
            if (_set.ContainsKey(path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    private void Set(string[] keys, string value, string assignment)
    {
        try
        {
            SettingPath.Put(Root, keys, Value(value));
        }
        catch (ConfigurationException exception)
        {
            throw new ConfigurationException($"--set {assignment}: {exception.Message}", exception);
        }

        _set[string.Join(':', keys)] = value.Trim();
    }

    // A path in Sweep is one key, colons and all.
    private static string[] SweepKeys(string[] keys)
        => !keys[0].Equals(SweepSection.Key, StringComparison.OrdinalIgnoreCase) || keys.Length < 3 ? keys
            : SweepSection.IsZip(keys[1]) ? [keys[0], keys[1], string.Join(':', keys[2..])]
            : [keys[0], string.Join(':', keys[1..])];

    // What is set to one value no longer varies.
    private void EndVariation(string experiment, string path)
    {
        var sweep = SettingPath.Find(Root, $"Experiments:{experiment}:{SweepSection.Key}") as JsonObject;
        sweep?.Remove(path);
        foreach (var zip in sweep?.Where(entry => SweepSection.IsZip(entry.Key)) ?? [])
        {
            (zip.Value as JsonObject)?.Remove(path);
        }
    }

    // A value is JSON where it reads as JSON, and text otherwise.
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonNode>(text, Json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException && HalfPairs.Find(text) is { } half)
        {
            throw new ConfigurationException($"a text holds {half.Escape}, half of a surrogate pair, which is no character", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ConfigurationException($"a key is written twice: {exception.Message}", exception);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}

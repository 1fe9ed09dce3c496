using System.Text.Json;
using System.Text.Json.Nodes;

namespace BeyondNtk.Engine.Configuration;

/// <summary>
/// Configuration files with what they include, each read once: what comes through a pipe comes only once, and an edit in between would be half seen.
/// </summary>
/// <param name="files">Their paths; of several, a later one changes what those before it say.</param>
internal sealed class ConfigurationFile(params IReadOnlyList<string> files)
{
    private readonly Lazy<IReadOnlyList<(string File, string Text)>> _texts = new(() => [.. files.SelectMany(file => ReadWithIncluded(Path.GetFullPath(file)))]);

    public bool Exists => files.All(File.Exists);

    /// <summary>The configuration, anew at every call: values of --set are put into it.</summary>
    /// <exception cref="ConfigurationException">A file is missing or no JSON object, or what it includes is not there or no part of a configuration.</exception>
    public ConfigurationTree Load() => ConfigurationTree.FromFiles(_texts.Value);

    // What a file includes comes before it: the file may change it.
    private static IEnumerable<(string File, string Text)> ReadWithIncluded(string file)
    {
        var text = Read(file);
        var root = ConfigurationTree.Parse(text, file);
        if (root[nameof(RootSettings.Include)] is not { } include)
        {
            return [(file, text)];
        }

        var included = ((include as JsonArray ?? throw Wrong(file, include)).SelectMany(entry => Find(file, entry))).Distinct().Select(path => (path, Read(path))).ToArray();
        RequireDistinct(included, file);
        return [.. included, (file, text)];
    }

    private static IEnumerable<string> Find(string file, JsonNode? entry)
    {
        if (entry?.GetValueKind() != JsonValueKind.String || entry.GetValue<string>() is not { Length: > 0 } pattern)
        {
            throw Wrong(file, entry);
        }

        var path = Path.GetFullPath(pattern, Path.GetDirectoryName(file)!);
        var (folder, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        if (!name.Contains('*', StringComparison.Ordinal))
        {
            return [path];
        }

        // In the same order on every file system.
        string[] found = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, name).Order(StringComparer.Ordinal)] : [];
        return found.Length > 0 ? found : throw new ConfigurationException($"{nameof(RootSettings.Include)}: \"{pattern}\" names no file: there is none like {path} (from {file})");
    }

    private static void RequireDistinct((string File, string Text)[] included, string by)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, text) in included)
        {
            var root = ConfigurationTree.Parse(text, file);
            if (root.FirstOrDefault(entry => entry.Key is not "$schema" && !entry.Key.Equals(nameof(RootSettings.Experiments), StringComparison.OrdinalIgnoreCase)) is { Key: { } other })
            {
                throw new ConfigurationException($"{other}: a file that another includes holds {nameof(RootSettings.Experiments)} only; write it in {by} (from {file})");
            }

            foreach (var (name, _) in root[nameof(RootSettings.Experiments)] as JsonObject ?? [])
            {
                if (!known.TryAdd(name, file))
                {
                    throw new ConfigurationException($"{nameof(RootSettings.Experiments)}:{name}: is in {known[name]} and in {file}, which {by} both includes; give one of them another name");
                }
            }
        }
    }

    private static ConfigurationException Wrong(string file, JsonNode? value)
        => new($"{nameof(RootSettings.Include)}: is {value?.ToJsonString() ?? "null"}; allowed: a list of paths of files, relative to this one, in whose names '*' stands for any text: [\"experiments/*.json\"] (from {file})");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: the configuration file cannot be read: {exception.Message}", exception);
        }
    }
}

using System.Reflection;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>
/// The files that the parts of a run read, with the SHA-256 of what is in them: it determines the results as the settings do, and stands in
/// the resolved configuration for that reason. One instance looks into each file once: the runs of a sweep often read the same.
/// </summary>
internal sealed class PartFiles
{
    private readonly Dictionary<string, string> _hashes = [];

    /// <summary>The SHA-256 of each file, in hexadecimal, by its path as the options give it.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="pinned">What files are to be, as the configuration says; null when it says nothing.</param>
    /// <param name="path">Where the configuration of the run stands.</param>
    /// <param name="problems">Receives the files that are missing or not what they are to be.</param>
    public IReadOnlyDictionary<string, string> Read(IEnumerable<PartPlan> parts, JsonObject? pinned, string path, Problems problems)
    {
        var files = new OrderedDictionary<string, string?>();
        foreach (var (setting, file) in parts.SelectMany(Named))
        {
            files.TryAdd(file, Hash(file, setting, problems));
        }

        foreach (var (file, expected) in pinned ?? [])
        {
            var setting = $"{path}:{nameof(ExperimentSettings.Files)}:{file}";
            var hash = files.TryGetValue(file, out var known) ? known : Hash(file, setting, problems);
            if (hash is not null && !JsonNode.DeepEquals(expected, hash))
            {
                problems.Add(setting, $"is {expected?.ToJsonString() ?? "null"}, and the SHA-256 of the file is \"{hash}\": it has changed, or is another file");
            }
        }

        return new OrderedDictionary<string, string>(files.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)));
    }

    /// <summary>Looks once more whether the files are what they were when the run was planned.</summary>
    /// <exception cref="ConfigurationException">One has changed.</exception>
    public static void Verify(RunPlan plan)
    {
        foreach (var (file, hash) in plan.Files)
        {
            if (!File.Exists(file) || FileHash.Of(file) != hash)
            {
                throw new ConfigurationException($"{plan.Path}: the file '{file}' has changed since the run was planned");
            }
        }
    }

    private static IEnumerable<(string Setting, string File)> Named(PartPlan part)
        => OptionShape.Of(part.Options.GetType())
            .Where(shape => shape.Property.IsDefined(typeof(FilePathAttribute)))
            .Select(shape => ($"{part.Path}:{shape.Name}", File: shape.Property.GetValue(part.Options) as string ?? ""))
            .Where(named => named.File.Length > 0);

    private string? Hash(string file, string setting, Problems problems)
    {
        try
        {
            if (_hashes.TryGetValue(file, out var known) || File.Exists(file))
            {
                return _hashes[file] = known ?? FileHash.Of(file);
            }

            problems.Add(setting, $"there is no file '{file}' ({Path.GetFullPath(file)}){Likely(file)}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(setting, $"the file '{file}' cannot be read: {exception.Message}");
        }

        return null;
    }

    private static string Likely(string file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        return !Directory.Exists(folder) ? ""
            : NearestName.Of(Path.GetFileName(file), Directory.EnumerateFiles(folder).Select(other => Path.GetFileName(other)).Order(StringComparer.Ordinal)) is { } near
                ? $"; did you mean '{near}'?"
                : "";
    }
}

using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>
/// The files that the parts of a run read, with the SHA-256 of what is in them: it determines the results as the settings do, and stands in
/// the resolved configuration for that reason. One instance looks into each file once: the runs of a sweep often read the same.
/// </summary>
internal sealed class PartFiles
{
    private readonly Dictionary<string, string> _hashes = [];

    /// <summary>The SHA-256 of each file, in hexadecimal, by its path as the options give it.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="pinned">What files are to be, as the configuration says; null if it says nothing.</param>
    /// <param name="run">The configuration of the run, where files that are missing or not what they are to be are reported.</param>
    public IReadOnlyDictionary<string, string> Read(IEnumerable<PartPlan> parts, JsonObject? pinned, Setting run)
    {
        var files = new OrderedDictionary<string, string?>();
        foreach (var (setting, file) in parts.SelectMany(Named))
        {
            files.TryAdd(file, Hash(file, setting, run.Problems));
        }

        foreach (var (file, expected) in pinned ?? [])
        {
            var setting = run[nameof(ExperimentSettings.Files)][file];
            var hash = files.TryGetValue(file, out var known) ? known : Hash(file, setting.Path, run.Problems);
            if (hash is not null && !JsonNode.DeepEquals(expected, hash))
            {
                setting.Refuse($"is {JsonText.Of(expected)}, and the SHA-256 of the file is \"{hash}\": it has changed, or is another file");
            }
        }

        return new OrderedDictionary<string, string>(files.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)));
    }

    /// <summary>Looks once more whether the files are what they were when the run was planned.</summary>
    /// <exception cref="ConfigurationException">One has changed.</exception>
    public static void Verify(ResolvedRun run)
    {
        foreach (var (file, hash) in run.Files)
        {
            if (!File.Exists(file) || FileHash.Compute(file) != hash)
            {
                throw new ConfigurationException($"{run.Path}: the file '{file}' has changed since the run was planned");
            }
        }
    }

    private static IEnumerable<(string Setting, string File)> Named(PartPlan part)
        => OptionShape.Of(part.Options.GetType())
            .Where(shape => shape.IsFile)
            .Select(shape => ($"{part.Path}:{shape.Name}", File: shape.Property.GetValue(part.Options) as string ?? ""))
            .Where(named => named.File.Length > 0);

    private string? Hash(string file, string setting, Problems problems)
    {
        try
        {
            if (_hashes.TryGetValue(file, out var known))
            {
                return known;
            }

            if (File.Exists(file))
            {
                return _hashes[file] = FileHash.Compute(file);
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
            : NearestName.Find(Path.GetFileName(file), Directory.EnumerateFiles(folder).Select(other => Path.GetFileName(other)).Order(StringComparer.Ordinal)) is { } near
                ? $"; did you mean '{near}'?"
                : "";
    }
}

using System.Text.Json;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Engine.Plugins;

/// <summary>The contract and the hashes of all plugin files, to be kept in a file and held against what is installed.</summary>
/// <param name="Contract">The version of the contract, MAJOR.MINOR.</param>
/// <param name="Files">The SHA-256 of each file, in hexadecimal digits, by PLUGIN/PATH with '/' on every system.</param>
/// <param name="Shared">The same of what plugins share with the program and numbers come from, by name; null in locks from before that was kept.</param>
internal sealed record PluginLock(string Contract, SortedDictionary<string, string> Files, SortedDictionary<string, string>? Shared = null)
{
    public const string FileName = "plugins.lock.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What is installed under the given roots.</summary>
    /// <exception cref="PluginException">Two plugins are in folders of one name, a file cannot be read, or a link leads out of the plugins folder.</exception>
    public static PluginLock Compute(IEnumerable<string> roots)
    {
        var folders = PluginFolders.Under(roots).ToArray();
        if (folders.GroupBy(folder => folder.Name).FirstOrDefault(same => same.Count() > 1) is { } twins)
        {
            throw new PluginException($"several plugin folders are named '{twins.Key}': {string.Join(", ", twins.Select(folder => folder.Path))}; a lock knows a plugin by that name, so leave all but one of them out of what --plugins names, or rename them");
        }

        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var (file, hash) in PluginFiles.Hashes(folder))
            {
                files.Add($"{folder.Name}/{file}", hash);
            }
        }

        return new PluginLock(typeof(IPlugin).Assembly.GetName().Version!.ToString(2), files, SharedAssemblies.Hashes());
    }

    /// <exception cref="PluginException">There is no such file, or it is no lock.</exception>
    public static PluginLock Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<PluginLock>(File.ReadAllText(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new PluginException($"there is no lock file {path}; `plugins lock` writes one", exception);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"{path} cannot be read as a lock file: {exception.Message}", exception);
        }
    }

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>In which files what is installed differs, one line each, ordered by file.</summary>
    public IReadOnlyList<string> Differences(PluginLock installed) =>
    [
        .. Contract == installed.Contract ? Array.Empty<string>() : [$"the contract is {installed.Contract}, and was {Contract}"],
        .. Differences(Files, installed.Files, ""),
        .. Shared is null || installed.Shared is null ? [] : Differences(Shared, installed.Shared, " beside the program"),
    ];

    private static IEnumerable<string> Differences(SortedDictionary<string, string> locked, SortedDictionary<string, string> installed, string where)
        => locked.Keys.Union(installed.Keys).Order(StringComparer.Ordinal)
            .Select(file => (file, Locked: locked.GetValueOrDefault(file), Installed: installed.GetValueOrDefault(file)))
            .Where(entry => entry.Locked != entry.Installed)
            .Select(entry => $"{entry.file}{where} {(entry.Locked is null ? "was added" : entry.Installed is null ? "is missing" : "was changed")}");
}

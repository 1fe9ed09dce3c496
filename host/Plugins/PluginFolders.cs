namespace BeyondNtk.Host.Plugins;

/// <summary>A folder that holds one plugin.</summary>
/// <param name="Root">The full path of the folder it was found in; the plugin's own where that was named.</param>
/// <param name="Path">Its full path.</param>
internal sealed record PluginFolder(string Root, string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>Finds plugins: one folder each, with one .deps.json that names the main assembly.</summary>
internal static class PluginFolders
{
    /// <summary>The plugin folders under the given roots, each once, in order of root and name.</summary>
    public static IEnumerable<PluginFolder> Under(IEnumerable<string> roots) => roots.SelectMany(Under).DistinctBy(folder => folder.Path, StringComparer.Ordinal);

    /// <exception cref="PluginException">There is none, or more than one.</exception>
    public static string MainAssembly(string folder)
    {
        var deps = DepsFiles(folder);
        if (deps.Length != 1)
        {
            throw new PluginException(deps.Length == 0
                ? "no .deps.json in the folder, so its main assembly is unknown; build the plugin with EnableDynamicLoading and copy its whole output"
                : $"several .deps.json in the folder ({string.Join(", ", deps.Select(Path.GetFileName))}); a folder holds one plugin");
        }

        var assembly = deps[0][..^".deps.json".Length] + ".dll";
        return File.Exists(assembly) ? assembly : throw new PluginException($"{Path.GetFileName(assembly)} is missing beside its .deps.json");
    }

    // The plugin folders under a root, or the root itself when it is one.
    private static IEnumerable<PluginFolder> Under(string root)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return DepsFiles(path).Length > 0
            ? [new(path, path)]
            : Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Select(folder => new PluginFolder(path, folder));
    }

    private static string[] DepsFiles(string folder) => [.. Directory.GetFiles(folder, "*.deps.json").Order(StringComparer.Ordinal)];
}

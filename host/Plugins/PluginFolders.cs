namespace BeyondNtk.Host.Plugins;

/// <summary>Finds plugins: one folder each, with one .deps.json that names the main assembly.</summary>
internal static class PluginFolders
{
    /// <summary>The plugin folders under a root, or the root itself when it is one. Ordered by name.</summary>
    public static IEnumerable<string> Under(string root)
        => DepsFiles(root).Length > 0
            ? [Path.TrimEndingDirectorySeparator(Path.GetFullPath(root))]
            : Directory.EnumerateDirectories(root).Select(Path.GetFullPath).Order(StringComparer.Ordinal);

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

    private static string[] DepsFiles(string folder) => [.. Directory.GetFiles(folder, "*.deps.json").Order(StringComparer.Ordinal)];
}

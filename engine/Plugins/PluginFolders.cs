namespace BeyondNtk.Engine.Plugins;

/// <summary>A folder that holds one plugin.</summary>
/// <param name="Root">The full path of the folder it was found in; the plugin's own where that was named.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Name">The plugin's name.</param>
internal sealed record PluginFolder(string Root, string Path, string Name);

/// <summary>Finds plugins: one folder each, with one .deps.json that names the main assembly.</summary>
internal static class PluginFolders
{
    // On other systems paths that differ by case alone lead to one folder.
    private static readonly StringComparer Paths = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The plugin folders under the given roots, each once whatever links lead to it, in order of root and name; those only links lead to come last.</summary>
    public static IEnumerable<PluginFolder> Under(IEnumerable<string> roots)
        => roots.SelectMany(Under).OrderBy(IsLinked).DistinctBy(folder => RealOr(folder.Path), Paths);

    /// <exception cref="PluginException">The path of the folder is one that the runtime takes for several.</exception>
    public static void Verify(PluginFolder folder)
    {
        if (folder.Path.Contains(Path.PathSeparator, StringComparison.Ordinal))
        {
            throw new PluginException($"the path of its folder holds '{Path.PathSeparator}', at which the runtime splits lists of paths, so that it would find none of the plugin's libraries; move it, or give --plugins a link to it whose path has none");
        }
    }

    // Below the root: a root is where the user says it is.
    private static bool IsLinked(PluginFolder folder)
        => !Paths.Equals(RealOr(folder.Path), Path.GetFullPath(Path.GetRelativePath(folder.Root, folder.Path), RealOr(folder.Root)));

    // A link that leads nowhere is told when the plugin is loaded.
    private static string RealOr(string path)
    {
        try
        {
            return RealPath.Resolve(path);
        }
        catch (PluginException)
        {
            return path;
        }
    }

    /// <exception cref="PluginException">There is none, or more than one.</exception>
    public static string MainAssembly(string folder)
    {
        var deps = DepsFiles(folder);
        if (deps.Length != 1)
        {
            throw new PluginException(deps.Length == 0
                ? $"no .deps.json in the folder, so its main assembly is unknown; {OutputBelow(folder) ?? "build the plugin with EnableDynamicLoading and copy its whole output"}"
                : $"several .deps.json in the folder ({string.Join(", ", deps.Select(Path.GetFileName))}); a folder holds one plugin");
        }

        var assembly = AssemblyOf(deps[0]) + ".dll";
        return File.Exists(assembly) ? assembly : throw new PluginException($"{Path.GetFileName(assembly)} is missing beside its .deps.json");
    }

    // The plugin folders under a root by their own names, or the root itself when it is one. It goes by the name of its assembly: what is named
    // so is often the output of a build, in a folder called after a version of .NET.
    private static IEnumerable<PluginFolder> Under(string root)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return DepsFiles(path) is [var deps, ..]
            ? [new(path, path, Path.GetFileName(AssemblyOf(deps)))]
            : Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).Select(folder => new PluginFolder(path, folder, Path.GetFileName(folder)));
    }

    // The folder of a project, or the bin in it, where the output of a build lies deeper.
    private static string? OutputBelow(string folder)
        => Directory.EnumerateFiles(folder, "*.deps.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Order(StringComparer.Ordinal).FirstOrDefault() is { } found
            ? $"there is one in {Path.GetDirectoryName(found)}: name that folder with --plugins"
            : null;

    private static string AssemblyOf(string depsFile) => depsFile[..^".deps.json".Length];

    private static string[] DepsFiles(string folder) => [.. Directory.GetFiles(folder, "*.deps.json").Order(StringComparer.Ordinal)];
}

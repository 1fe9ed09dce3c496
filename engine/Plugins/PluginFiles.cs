using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Plugins;

/// <summary>The files of a plugin. Links are followed as long as they stay inside the folder that plugins were looked for in.</summary>
internal static class PluginFiles
{
    /// <summary>The paths of all files of a plugin, ordered.</summary>
    /// <exception cref="PluginException">A link leads out of the plugins folder, in a circle or nowhere.</exception>
    public static IReadOnlyList<string> List(PluginFolder plugin)
        => [.. Under(plugin.Path, plugin, RealPath.Resolve(plugin.Root), []).Order(StringComparer.Ordinal)];

    /// <summary>The SHA-256 of each file, in hexadecimal digits, by its path within the plugin with '/' on every system.</summary>
    /// <exception cref="PluginException">A file cannot be read, or a link leads where none may.</exception>
    public static SortedDictionary<string, string> Hashes(PluginFolder plugin)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in List(plugin))
        {
            try
            {
                hashes.Add(Path.GetRelativePath(plugin.Path, file).Replace(Path.DirectorySeparatorChar, '/'), FileHash.Compute(file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new PluginException($"{file} cannot be read: {exception.Message}", exception);
            }
        }

        return hashes;
    }

    private static IEnumerable<string> Under(string path, PluginFolder plugin, string bound, IReadOnlyList<string> above)
    {
        var real = RealPath.Resolve(path);
        var said = Path.GetRelativePath(plugin.Root, path) is "." ? plugin.Name : Path.GetRelativePath(plugin.Root, path);
        if (!IsInside(real, bound))
        {
            throw new PluginException(
                $"{said} is a link that leads out of the plugins folder, to {real}; put a copy of what it leads to in its place, or name that folder with --plugins");
        }

        if (File.Exists(real))
        {
            return [path];
        }

        if (!Directory.Exists(real) || above.Contains(real))
        {
            throw new PluginException($"{said} is a link that leads {(Directory.Exists(real) ? "in a circle" : "nowhere")}, to {real}; put what it should lead to in its place");
        }

        return Directory.EnumerateFileSystemEntries(path).SelectMany(entry => Under(entry, plugin, bound, [.. above, real]));
    }

    private static bool IsInside(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path);
        return !Path.IsPathRooted(relative) && relative.Split(Path.DirectorySeparatorChar)[0] != "..";
    }
}

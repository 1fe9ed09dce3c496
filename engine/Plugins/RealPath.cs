namespace BeyondNtk.Engine.Plugins;

/// <summary>Where a path leads once every link in it is followed.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <exception cref="PluginException">The links lead in a circle.</exception>
    public static string Resolve(string path)
    {
        var links = 0;
        return Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), ref links);
    }

    private static string Follow(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var folder = Follow(parent, ref links);
        var plain = Path.Combine(folder, Path.GetFileName(path));
        if (new FileInfo(plain).LinkTarget is not { } target)
        {
            return plain;
        }

        return ++links <= MostLinks
            ? Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target, folder)), ref links)
            : throw new PluginException($"{path} is a link that leads in a circle");
    }
}

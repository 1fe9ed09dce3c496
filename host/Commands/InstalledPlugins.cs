using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Commands;

/// <summary>The plugins beside the program, in the workspace and in the folders of --plugins.</summary>
internal static class InstalledPlugins
{
    /// <exception cref="ConfigurationException">A folder is not there.</exception>
    public static IReadOnlyList<string> Roots(Settings settings)
    {
        foreach (var folder in settings.PluginFolders.Where(folder => !Directory.Exists(folder)))
        {
            throw new ConfigurationException($"--plugins {folder}: there is no such folder ({Path.GetFullPath(folder)})");
        }

        return [.. Workspace.PluginFolders.Where(Directory.Exists), .. settings.PluginFolders];
    }

    /// <summary>Loads them, but none of their code before all files are found to be the locked ones where that is asked for.</summary>
    /// <exception cref="ConfigurationException">A file is not the locked one.</exception>
    public static PartCatalog Load(Settings settings, PluginLoader loader)
    {
        var roots = Roots(settings);
        if (settings.Lock is { } path)
        {
            Verify(path, roots);
        }

        return new PartCatalog([.. loader.LoadAll(roots).Select(OptionsCheck.Checked)]);
    }

    /// <summary>What is installed, to be locked.</summary>
    /// <exception cref="ConfigurationException">It cannot be locked.</exception>
    public static PluginLock Lock(IReadOnlyList<string> roots)
    {
        try
        {
            return PluginLock.Of(roots);
        }
        catch (PluginException exception)
        {
            throw new ConfigurationException(exception.Message, exception);
        }
    }

    private static void Verify(string path, IReadOnlyList<string> roots)
    {
        IReadOnlyList<string> differences;
        try
        {
            differences = PluginLock.Read(path).Differences(PluginLock.Of(roots));
        }
        catch (PluginException exception)
        {
            throw new ConfigurationException($"--locked: {exception.Message}", exception);
        }

        if (differences.Count > 0)
        {
            throw new ConfigurationException(
                [.. differences.Select(difference => $"--locked: {difference}"), $"--locked: nothing was loaded; `plugins lock` accepts the plugins as they are now ({path})"]);
        }
    }
}

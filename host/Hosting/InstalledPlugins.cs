using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Host.Hosting;

/// <summary>The plugins beside the program, in the workspace and in the folders of --plugins.</summary>
internal sealed class InstalledPlugins(CommandSettings settings, Workspace workspace, Terminal terminal, PluginLoader loader)
{
    /// <summary>Loads them, but none of their code before all files are found to be the locked ones where that is asked for.</summary>
    /// <exception cref="ConfigurationException">A folder is not there, or a file is not the locked one.</exception>
    public PartCatalog Load()
    {
        var roots = FindRoots();
        if (settings.Lock is { } path)
        {
            Verify(path, roots);
        }

        return new PartCatalog([.. loader.LoadAll(roots)]);
    }

    /// <summary>What is installed, to be locked.</summary>
    /// <exception cref="ConfigurationException">It cannot be locked.</exception>
    public PluginLock ReadLock()
    {
        try
        {
            return PluginLock.Compute(FindRoots());
        }
        catch (PluginException exception)
        {
            throw new ConfigurationException(exception.Message, exception);
        }
    }

    private IReadOnlyList<string> FindRoots()
    {
        foreach (var folder in settings.PluginFolders.Where(folder => !Directory.Exists(folder)))
        {
            throw new ConfigurationException($"--plugins {folder}: there is no such folder ({Path.GetFullPath(folder)})");
        }

        return [.. workspace.PluginFolders.Where(Directory.Exists), .. settings.PluginFolders];
    }

    private void Verify(string path, IReadOnlyList<string> roots)
    {
        PluginLock locked;
        IReadOnlyList<string> differences;
        try
        {
            locked = PluginLock.Load(path);
            differences = locked.Differences(PluginLock.Compute(roots));
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

        if (locked.Shared is null)
        {
            terminal.Error.WriteLine($"warning: {path} is a lock from before numerics and MathNet were locked too, which were not compared; `plugins lock` writes it anew");
        }
    }
}

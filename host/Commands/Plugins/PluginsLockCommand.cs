using BeyondNtk.Engine.Configuration;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Plugins;

/// <summary>plugins lock: writes the hashes of all plugin files, which --locked holds them to. It loads none of them.</summary>
internal sealed class PluginsLockCommand(CommandSettings settings, InstalledPlugins plugins, IAnsiConsole console)
{
    public int Execute(string? file)
    {
        var path = Path.GetFullPath(file ?? settings.DefaultLock);
        var installed = plugins.ReadLock();
        try
        {
            installed.Save(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"plugins lock: {path} cannot be written: {exception.Message}", exception);
        }

        console.WriteLine($"locked {installed.Files.Count} plugin files: {path}");
        return ExitCode.Done;
    }
}

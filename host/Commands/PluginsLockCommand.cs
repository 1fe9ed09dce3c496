using BeyondNtk.Host.Composition;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>plugins lock: writes the hashes of all plugin files, which --locked holds them to. It loads none of them.</summary>
internal static class PluginsLockCommand
{
    public static int Execute(IServiceProvider services, string? file)
    {
        var settings = services.GetRequiredService<Settings>();
        var path = Path.GetFullPath(file ?? settings.DefaultLock);
        var installed = InstalledPlugins.Lock(InstalledPlugins.Roots(settings));
        try
        {
            installed.Save(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"plugins lock: {path} cannot be written: {exception.Message}", exception);
        }

        services.GetRequiredService<IAnsiConsole>().WriteLine($"locked {installed.Files.Count} plugin files: {path}");
        return ExitCode.Done;
    }
}

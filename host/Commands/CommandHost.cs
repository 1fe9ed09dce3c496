using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Plugins;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>Builds the generic host that a command runs in, and turns what goes wrong into one message.</summary>
internal static class CommandHost
{
    private static readonly AnsiConsoleSettings PlainOutput = new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No };

    /// <summary>Executes a command with the services of a host, and returns the exit code.</summary>
    public static int Execute(Settings settings, Func<IServiceProvider, int> command)
    {
        try
        {
            using var host = Build(settings);
            return command(host.Services);
        }
        catch (ConfigurationException exception)
        {
            foreach (var message in exception.Messages)
            {
                Console.Error.WriteLine($"error: {message}");
            }

            return Failed(settings, exception, ExitCode.Wrong);
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return Failed(settings, exception, ExitCode.RunFailed);
        }
    }

    private static IHost Build(Settings settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(SerilogSection.Of(settings.ConfigurationFile, settings.Assignments));
        var interactive = !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(interactive ? new AnsiConsoleSettings() : PlainOutput);
        if (!interactive)
        {
            // A file or a pipe has no width; tables must not be broken to guess one.
            console.Profile.Width = 200;
        }

        builder.Services
            .AddSingleton(settings)
            .AddSingleton(console)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IAssemblyLoader, PluginAssemblyLoader>()
            .AddSingleton<PluginLoader>()
            .AddSingleton(services => InstalledPlugins.Load(settings, services.GetRequiredService<PluginLoader>()))
            .AddSingleton<PlanReader>()
            .AddSingleton<RunExecutor>()
            .AddSingleton(new RunLog(builder.Configuration, interactive, new TerminalWarnings(console, settings.Verbose), settings.Verbose));
        builder.Services.AddSingleton<IRunDisplay>(interactive ? new Display.LiveDisplay(console) : new PlainDisplay());
        builder.Services.AddSingleton<IExperimentDisplay>(interactive ? new LiveExperimentDisplay(console) : new PlainExperimentDisplay(console));
        return builder.Build();
    }

    private static int Failed(Settings settings, Exception exception, int code)
    {
        if (settings.Verbose)
        {
            Console.Error.WriteLine(exception);
        }

        return code;
    }
}

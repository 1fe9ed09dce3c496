using BeyondNtk.Engine.Analysis.Conclusions;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Commands.Experiments;
using BeyondNtk.Host.Commands.Plugins;
using BeyondNtk.Host.Commands.Runs;
using BeyondNtk.Host.Display;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Hosting;

/// <summary>The services of a command's host.</summary>
internal static class Services
{
    /// <summary>The engine, from plugins to results.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddSingleton<PluginLoader>()
        .AddSingleton<InstalledPlugins>()
        .AddSingleton(provider => provider.GetRequiredService<InstalledPlugins>().Load())
        .AddSingleton<PlanReader>()
        .AddSingleton<ConfiguredExperiments>()
        .AddSingleton(provider => new RunStore(provider.GetRequiredService<CommandSettings>().Output, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ConfigurationFile(provider.GetRequiredService<CommandSettings>().ConfigurationFiles))
        .AddSingleton(provider => new RunLogs(
            () => SerilogSection.Load(provider.GetRequiredService<ConfigurationFile>(), provider.GetRequiredService<CommandSettings>().Assignments),
            provider.GetRequiredService<IConsoleSinks>()))
        .AddSingleton(provider => new RunTools(provider.GetRequiredService<RunLogs>(), RunAnalysers.All, new RunPlots(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ExperimentRunners>();

    /// <summary>What shows runs while they go on.</summary>
    public static IServiceCollection AddDisplays(this IServiceCollection services, Terminal terminal)
    {
        services.AddSingleton<IConsoleSinks, ConsoleSinks>();
        return terminal.IsInteractive
            ? services.AddSingleton<IRunDisplay, LiveDisplay>().AddSingleton<IExperimentDisplay, LiveExperimentDisplay>()
            : services.AddSingleton<IRunDisplay, PlainDisplay>().AddSingleton<IExperimentDisplay, PlainExperimentDisplay>();
    }

    /// <summary>The commands and what they share.</summary>
    public static IServiceCollection AddCommands(this IServiceCollection services) => services
        .AddSingleton<Interruption>()
        .AddSingleton<OutputFile>()
        .AddSingleton<ExperimentExecution>()
        .AddSingleton<RunCommand>().AddSingleton<ResumeCommand>().AddSingleton<PlanCommand>()
        .AddSingleton<ValidateCommand>().AddSingleton<ExplainCommand>().AddSingleton<ReportCommand>()
        .AddSingleton<PluginsCommand>().AddSingleton<PluginsLockCommand>().AddSingleton<DescribeCommand>().AddSingleton<SchemaCommand>()
        .AddSingleton<RunsListCommand>().AddSingleton<RunsShowCommand>().AddSingleton<RunsDiffCommand>().AddSingleton<RunsVerifyCommand>()
        .AddSingleton<RunsExportCommand>().AddSingleton<RunsMetricsCommand>().AddSingleton<RunsArraysCommand>();
}

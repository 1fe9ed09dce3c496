using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Configuration;
using Serilog.Extensions.Logging;
using Serilog.Settings.Configuration;

namespace BeyondNtk.Engine.Running;

/// <summary>Makes loggers: levels and sinks come from the section Serilog of the configuration, and each run has a file of its own.</summary>
/// <param name="configuration">Where the section Serilog stands.</param>
/// <param name="console">Writes events to a console; null if there is none.</param>
internal sealed class RunLogs(IConfiguration configuration, IConsoleSinks? console = null)
{
    private const string FileTemplate = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>A factory of loggers that write to a file, and to the console where that shows this run.</summary>
    /// <param name="file">The file.</param>
    /// <param name="onConsole">Whether the console shows the run; otherwise it shows only what was asked for in every case.</param>
    public ILoggerFactory Create(string file, bool onConsole)
    {
        var logger = new LoggerConfiguration().ReadFrom.Configuration(configuration, ReaderOptions());
        console?.Add(logger.WriteTo, onConsole);
        logger.WriteTo.File(file, outputTemplate: FileTemplate, formatProvider: CultureInfo.InvariantCulture);
        return new SerilogLoggerFactory(logger.CreateLogger(), dispose: true);
    }

    // Looking for sinks among all assemblies delays the first step: only for a configuration that uses others than ours.
    private ConfigurationReaderOptions ReaderOptions() => configuration.GetSection("Serilog:Using").GetChildren().Any()
        ? new ConfigurationReaderOptions()
        : new ConfigurationReaderOptions([typeof(FileLoggerConfigurationExtensions).Assembly, .. console?.Assemblies ?? []]);
}

/// <summary>What a program shows of its runs' logs.</summary>
internal interface IConsoleSinks
{
    /// <summary>The assemblies in which a configuration finds its sinks beside the file's.</summary>
    IReadOnlyList<System.Reflection.Assembly> Assemblies { get; }

    /// <summary>Adds the sinks of a run.</summary>
    /// <param name="sinks">Where they are added.</param>
    /// <param name="showsRun">Whether the console shows the run; otherwise only what was asked for in every case.</param>
    void Add(LoggerSinkConfiguration sinks, bool showsRun);
}

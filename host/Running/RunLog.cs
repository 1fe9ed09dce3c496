using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Settings.Configuration;

namespace BeyondNtk.Host.Running;

/// <summary>Loggers: levels come from the section Serilog of the configuration, events go to the console and to a run's file.</summary>
/// <param name="configuration">Where the section Serilog stands.</param>
/// <param name="interactive">Whether a live display owns the console; only warnings are then shown there.</param>
/// <param name="warnings">Shows warnings beside a live display.</param>
/// <param name="traces">Whether the console shows the traces of errors too; a file always has them.</param>
internal sealed class RunLog(IConfiguration configuration, bool interactive, ILogEventSink? warnings = null, bool traces = false)
{
    private const string ConsoleTemplate = "{Timestamp:HH:mm:ss} {Message:lj}{NewLine}";
    private const string FileTemplate = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    /// <summary>A factory of loggers that write to the console, if they are to, and to a file where one is given.</summary>
    public ILoggerFactory Create(string? file = null, bool onConsole = true)
    {
        var logger = new LoggerConfiguration().ReadFrom.Configuration(configuration, ReaderOptions());
        if (onConsole)
        {
            WriteToConsole(logger);
        }
        else if (traces)
        {
            // Among the lines of many runs only what their author asked to see.
            logger.WriteTo.Logger(errors => WriteToConsole(errors.Filter.ByIncludingOnly(entry => entry.Exception is not null)));
        }

        if (file is not null)
        {
            logger.WriteTo.File(file, outputTemplate: FileTemplate, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        }

        return new SerilogLoggerFactory(logger.CreateLogger(), dispose: true);
    }

    private void WriteToConsole(LoggerConfiguration logger)
    {
        if (!interactive)
        {
            logger.WriteTo.Console(outputTemplate: traces ? ConsoleTemplate + "{Exception}" : ConsoleTemplate, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        }
        else if (warnings is not null)
        {
            logger.WriteTo.Sink(warnings, LogEventLevel.Warning);
        }
    }

    // Looking for sinks among all assemblies delays the first step: only for a configuration that uses others than ours.
    private ConfigurationReaderOptions ReaderOptions() => configuration.GetSection("Serilog:Using").GetChildren().Any()
        ? new ConfigurationReaderOptions()
        : new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly);
}

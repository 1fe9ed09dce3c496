using System.Globalization;
using BeyondNtk.Engine.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Extensions.Logging;
using Serilog.Settings.Configuration;

namespace BeyondNtk.Engine.Running;

/// <summary>
/// Makes loggers as the section Serilog of the configuration says. Each run has a file of its own; the sinks of the section are opened once for
/// the process, and all runs write to them.
/// </summary>
/// <param name="section">The section, flattened; asked for when a logger is needed.</param>
/// <param name="console">Writes events to a console; null if there is none.</param>
internal sealed class RunLogs(Func<IEnumerable<KeyValuePair<string, string?>>> section, IConsoleSinks? console = null) : IDisposable
{
    private const string FileTemplate = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    private static readonly string[] SinkKeys = ["Serilog:WriteTo", "Serilog:AuditTo"];
    private static readonly string[] SharedKeys = ["Serilog:Using", "Serilog:LevelSwitches"];

    // Serilog's own log is one for the process.
    private static readonly Lock SelfLogGate = new();

    private readonly Lazy<KeyValuePair<string, string?>[]> _section = new(() => [.. section()]);
    private Logger? _sinks;

    /// <summary>Opens the sinks of the section, so that one that cannot be opened is no surprise within a run.</summary>
    /// <exception cref="ConfigurationException">They cannot be opened; it says why.</exception>
    public void Open()
    {
        lock (_section)
        {
            if (_sinks is null)
            {
                Report(Build(out _sinks));
            }
        }
    }

    /// <summary>Opens the sinks and closes them again. A file that another process writes to now is nothing wrong.</summary>
    /// <exception cref="ConfigurationException">They cannot be opened; it says why.</exception>
    public void Check()
    {
        var problems = Build(out var sinks);
        sinks?.Dispose();
        Report([.. problems.Where(problem => !problem.Contains("by another process", StringComparison.Ordinal))]);
    }

    /// <summary>A factory of loggers that write to a file, and to the console where that shows this run.</summary>
    /// <param name="file">The file.</param>
    /// <param name="onConsole">Whether the console shows the run; otherwise it shows only what was asked for in every case.</param>
    public ILoggerFactory Create(string file, bool onConsole)
    {
        Open();
        var logger = ForRuns();
        console?.Add(logger.WriteTo, onConsole);
        logger.WriteTo.Logger(_sinks!).WriteTo.File(file, outputTemplate: FileTemplate, formatProvider: CultureInfo.InvariantCulture);
        return new SerilogLoggerFactory(logger.CreateLogger(), dispose: true);
    }

    public void Dispose() => _sinks?.Dispose();

    // Serilog tells what it cannot do to its own log only.
    private List<string> Build(out Logger? sinks)
    {
        sinks = null;
        var problems = new List<string>();
        var thread = Environment.CurrentManagedThreadId;
        using var gate = SelfLogGate.EnterScope();
        try
        {
            SelfLog.Enable(message =>
            {
                // Loggers of other threads may fail at the same time.
                if (Environment.CurrentManagedThreadId == thread)
                {
                    problems.Add(Sentence(message));
                }
            });

            // Levels and filters are the runs' own loggers'.
            sinks = new LoggerConfiguration().MinimumLevel.Verbose().ReadFrom.Configuration(Part(key => StartsWith(key, SinkKeys) || StartsWith(key, SharedKeys)), ReaderOptions()).CreateLogger();
            ForRuns().CreateLogger().Dispose();
        }
        catch (Exception exception)
        {
            problems.Add(exception.GetBaseException().Message);
        }
        finally
        {
            SelfLog.Disable();
        }

        return problems;
    }

    private static void Report(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw new ConfigurationException([.. problems.Select(problem => $"{SerilogSection.Key}: {problem}")]);
        }
    }

    private LoggerConfiguration ForRuns() => new LoggerConfiguration().ReadFrom.Configuration(Part(key => !StartsWith(key, SinkKeys)), ReaderOptions());

    private IConfiguration Part(Predicate<string> isWanted)
        => new ConfigurationBuilder().AddInMemoryCollection(_section.Value.Where(entry => isWanted(entry.Key))).Build();

    // Looking for sinks among all assemblies delays the first step: only for a configuration that uses others than ours.
    private ConfigurationReaderOptions ReaderOptions() => _section.Value.Any(entry => StartsWith(entry.Key, ["Serilog:Using"]))
        ? new ConfigurationReaderOptions()
        : new ConfigurationReaderOptions([.. SerilogCheck.OwnSinks]);

    private static bool StartsWith(string key, string[] beginnings) => beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    // Of "TIME SOURCE: what went wrong (what is lost)", a line for the exception and its trace, what a person needs.
    private static string Sentence(string message)
    {
        var lines = message.Trim().Split('\n');
        var words = lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..];
        var source = words.IndexOf(": ", StringComparison.Ordinal);
        words = words[(source < 0 || words[..source].Contains(' ', StringComparison.Ordinal) ? 0 : source + 2)..].Split(" (Final")[0];
        var cause = lines.Length == 1 ? -1 : lines[1].IndexOf(": ", StringComparison.Ordinal);
        return cause < 0 ? words : $"{words}: {lines[1][(cause + 2)..].Trim()}";
    }
}

/// <summary>What a program shows of its runs' logs.</summary>
internal interface IConsoleSinks
{
    /// <summary>Adds the sinks of a run.</summary>
    /// <param name="sinks">Where they are added.</param>
    /// <param name="showsRun">Whether the console shows the run; otherwise only what was asked for in every case.</param>
    void Add(LoggerSinkConfiguration sinks, bool showsRun);
}

using BeyondNtk.Engine.Running;
using BeyondNtk.Host.Hosting;
using Serilog.Configuration;
using Serilog.Events;

namespace BeyondNtk.Host.Display;

/// <summary>What the console shows of runs' logs: all of a run that is alone, and of the others only traces, where their author asked to see them.</summary>
internal sealed class ConsoleSinks(Terminal terminal, CommandSettings settings) : IConsoleSinks
{
    private const string Template = "{Timestamp:HH:mm:ss} {Message:lj}{NewLine}";

    public void Add(LoggerSinkConfiguration sinks, bool showsRun)
    {
        if (showsRun)
        {
            Add(sinks);
        }
        else if (settings.Verbose)
        {
            sinks.Logger(errors => Add(errors.Filter.ByIncludingOnly(entry => entry.Exception is not null).WriteTo));
        }
    }

    // A live display owns the console; only warnings are shown beside it.
    private void Add(LoggerSinkConfiguration sinks)
    {
        if (terminal.IsInteractive)
        {
            sinks.Sink(new TerminalWarnings(terminal.Console, settings.Verbose), LogEventLevel.Warning);
        }
        else
        {
            sinks.Sink(new TextWriterSink(terminal.Out, settings.Verbose ? Template + "{Exception}" : Template));
        }
    }
}

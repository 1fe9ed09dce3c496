using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>Shows warnings of the log on a terminal, through the console that also draws the live display.</summary>
/// <param name="console">The console.</param>
/// <param name="traces">Whether an error comes with its trace.</param>
internal sealed class TerminalWarnings(IAnsiConsole console, bool traces) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        console.WriteLine(logEvent.RenderMessage(CultureInfo.InvariantCulture), Styles.Remark);
        if (traces && logEvent.Exception is { } exception)
        {
            console.WriteLine(exception.ToString());
        }
    }
}

using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>Shows warnings of the log on a terminal, through the console that also draws the live display.</summary>
internal sealed class TerminalWarnings(IAnsiConsole console) : ILogEventSink
{
    public void Emit(LogEvent logEvent) => console.MarkupLineInterpolated($"[yellow]{logEvent.RenderMessage(CultureInfo.InvariantCulture)}[/]");
}

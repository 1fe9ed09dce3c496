using System.Diagnostics.CodeAnalysis;
using System.Text;
using BeyondNtk.Host.Display;
using Spectre.Console;

namespace BeyondNtk.Host.Hosting;

/// <summary>Where a command writes.</summary>
/// <param name="Out">Standard output, for lines that are not to be broken.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Console">Standard output, for tables and colours.</param>
/// <param name="IsInteractive">Whether a person looks at it while it is written.</param>
[SuppressMessage("Reliability", "CA2000", Justification = "The streams are the process's, which closes them when it ends.")]
internal sealed record Terminal(TerminalWriter Out, TerminalWriter Error, IAnsiConsole Console, bool IsInteractive)
{
    // A file or a pipe has no width; tables must not be broken to guess one.
    private const int PlainWidth = 200;

    /// <summary>Opens standard output for bytes.</summary>
    public Func<Stream> OpenOut { get; init; } = System.Console.OpenStandardOutput;

    /// <summary>The streams of the process.</summary>
    public static Terminal OfProcess()
        => System.Console.IsOutputRedirected
            ? Plain(System.Console.Out, System.Console.Error)
            : Interactive(new TerminalWriter(System.Console.Out), new TerminalWriter(System.Console.Error));

    /// <summary>Plain text, for output that is not a terminal.</summary>
    public static Terminal Plain(TextWriter output, TextWriter error) => Plain(new TerminalWriter(output), new TerminalWriter(error));

    private static Terminal Plain(TerminalWriter output, TerminalWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),

            // Some of these take a variable of a build service for a terminal.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = PlainWidth;
        return new Terminal(output, error, console, IsInteractive: false);
    }

    private static Terminal Interactive(TerminalWriter output, TerminalWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        console.Pipeline.Attach(new PrintableHook());
        return new Terminal(output, error, console, IsInteractive: true);
    }

    /// <summary>Writes text as it is, UTF-8, to standard output.</summary>
    public void WriteText(string text)
    {
        using var stream = OpenOut();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}

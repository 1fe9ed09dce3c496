using System.Text;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Host.Hosting;

/// <summary>
/// A stream of the process as commands write to it: control characters in texts are shown and do nothing, and a stream that takes no more, of a
/// full disk for instance, stops no work. What failed first is remembered, and the command says it at its end.
/// </summary>
/// <param name="target">The stream.</param>
internal sealed class TerminalWriter(TextWriter target) : TextWriter
{
    public override Encoding Encoding => target.Encoding;

    /// <summary>Why the stream took no more; null if it took everything.</summary>
    public string? Failure { get; private set; }

    public override void Write(char value) => Try(() => target.Write(char.IsSurrogate(value) ? value : Printable.Text(value.ToString())[0]));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => Try(() => target.Write(Printable.Text(value ?? "")));

    public override void WriteLine(string? value) => Write(value + target.NewLine);

    public override void Flush() => Try(target.Flush);

    private void Try(Action write)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Failure = exception.Message;
        }
    }
}

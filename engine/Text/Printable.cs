using System.Text;

namespace BeyondNtk.Engine.Text;

/// <summary>Texts of users and plugins as terminals, SVG and HTML take them: what controls a device is shown, and controls nothing.</summary>
internal static class Printable
{
    private const char Unknown = '\uFFFD';

    /// <summary>A text of several lines.</summary>
    public static string Text(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : Replace(text, keepLines: true);

    /// <summary>A text as one line.</summary>
    public static string Line(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? text : Replace(text, keepLines: false);

    private static string Replace(string text, bool keepLines)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t')
            {
                printable.Append(keepLines ? (char)rune.Value : ' ');
            }
            else if (rune.Value < ' ')
            {
                // The pictures of control characters have their order.
                printable.Append((char)('\u2400' + rune.Value));
            }
            else if (Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF)
            {
                printable.Append(Unknown);
            }
            else
            {
                // Half a surrogate pair has become U+FFFD already.
                printable.Append(rune);
            }
        }

        return printable.ToString();
    }
}

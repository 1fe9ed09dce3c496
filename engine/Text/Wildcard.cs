using System.Text.RegularExpressions;

namespace BeyondNtk.Engine.Text;

/// <summary>Names in which '*' stands for any text.</summary>
internal static class Wildcard
{
    private const char Star = '*';

    /// <summary>Matches the names that a text stands for; each '*' is a group.</summary>
    public static Regex ToRegex(string text, RegexOptions options = RegexOptions.None)
        => new($"^{Regex.Escape(text).Replace("\\*", "(.*)", StringComparison.Ordinal)}$", options | RegexOptions.CultureInvariant);

    /// <summary>Whether there may be a name that both stand for: of two with a '*', their beginnings decide.</summary>
    public static bool MayMeet(string one, string other)
        => one.Contains(Star) && other.Contains(Star)
            ? BeginningOf(one) is var a && BeginningOf(other) is var b && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal))
            : ToRegex(one).IsMatch(other) || ToRegex(other).IsMatch(one);

    private static string BeginningOf(string text) => text[..text.IndexOf(Star)];
}

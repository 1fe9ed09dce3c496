using System.Text.RegularExpressions;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>Text in markup that is shown as it is.</summary>
internal static partial class PlainText
{
    /// <summary>Escapes brackets, and takes apart what would become a picture: in a path, ":lion:" is the label of a learner.</summary>
    public static string Escape(string text) => PictureName().Replace(Markup.Escape(text), "$1[default][/]");

    [GeneratedRegex("(:[A-Za-z0-9_+-]+)(?=:)")]
    private static partial Regex PictureName();
}

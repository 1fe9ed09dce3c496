using System.Globalization;
using System.Text;

namespace BeyondNtk.Engine.Configuration;

/// <summary>Checks names that a configuration gives, before anything runs: file systems, tables and terminals must take them.</summary>
internal static class NameCheck
{
    // In UTF-8. File systems take 255 for a name; what is added to one here (".svg", ".partial", an identity) takes up to 80 of them.
    private const int MostBytes = 150;
    private const int MostShown = 30;

    // The columns of their settings would be those of the metrics too.
    private static readonly string[] Groups = ["Teacher", "Model", "Objective"];

    // What is written beside the folders of experiments.
    private static readonly string[] Taken = ["index.sqlite", "index.sqlite-journal", "index.sqlite-wal", "index.sqlite-shm", "report.html"];

    /// <summary>An experiment: a folder in the output folder.</summary>
    public static void Experiment(string name, Setting place)
    {
        if (Taken.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            place.Refuse($"'{name}' names a folder too, and that name is the program's own beside it; allowed: any other");
        }

        FileOrFolder(name, place);
    }

    /// <summary>A learner or a figure, which has a file or folder of its own.</summary>
    public static void FileOrFolder(string name, Setting place)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (string.IsNullOrWhiteSpace(name) || name.StartsWith('.') || name.Any(letter => letter is '/' or '\\' or ':' || IsControl(letter)))
        {
            place.Refuse($"'{name}' names a folder too; allowed: any text without '/', '\\', ':' and control characters that does not begin with '.'");
        }
        else if (bytes > MostBytes)
        {
            place.Refuse(string.Create(CultureInfo.InvariantCulture, $"'{Short(name)}' names a file or folder too and takes {bytes} bytes; allowed: at most {MostBytes}"));
        }
    }

    /// <summary>An evaluator, of which a figure chooses with '*'.</summary>
    /// <param name="name">Its label.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="taken">A label that something else has.</param>
    public static void Evaluator(string name, Setting place, string taken)
    {
        if (name.Equals(taken, StringComparison.OrdinalIgnoreCase))
        {
            place.Refuse($"'{name}' is what an optimizer reports under; allowed: any other label");
        }
        else if (Groups.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            place.Refuse($"'{name}' is what settings stand under in tables of runs; allowed: any other label");
        }
        else if (string.IsNullOrWhiteSpace(name) || name.Any(letter => letter == '*' || IsControl(letter)))
        {
            place.Refuse($"'{name}' cannot label an evaluator; allowed: any text without ':', '*' and control characters");
        }
    }

    private static string Short(string name) => name.Length <= MostShown ? name : name[..MostShown] + "...";

    // Also what ends a line in some programs only.
    private static bool IsControl(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

using System.Diagnostics.CodeAnalysis;

namespace BeyondNtk.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Words">Only rows whose name contains one of them; all rows if empty.</param>
/// <param name="Quick">Small sizes and two repeats, to see that the program works.</param>
/// <param name="Markdown">A file that receives the table as Markdown.</param>
internal sealed record Arguments(IReadOnlyList<string> Words, bool Quick, string? Markdown)
{
    /// <summary>Reads the command line.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="rows">The names of all rows.</param>
    /// <param name="parsed">What it asks for.</param>
    /// <param name="mistake">What is wrong with it.</param>
    public static bool TryParse(
        IEnumerable<string> arguments, IReadOnlyList<string> rows, [NotNullWhen(true)] out Arguments? parsed, [NotNullWhen(false)] out string? mistake)
    {
        var words = new List<string>();
        var quick = false;
        var markdown = default(string);
        (parsed, mistake) = (null, null);
        using var rest = arguments.GetEnumerator();
        while (mistake is null && rest.MoveNext())
        {
            switch (rest.Current)
            {
                case "--quick":
                    quick = true;
                    break;
                case "--markdown" when rest.MoveNext():
                    markdown = rest.Current;
                    break;
                case var word when word.StartsWith('-'):
                    mistake = $"{word}: unknown option, or one without its value";
                    break;
                case var word when rows.Any(row => row.Contains(word, StringComparison.Ordinal)):
                    words.Add(word);
                    break;
                case var word:
                    mistake = $"no row's name contains '{word}'; the rows are {string.Join(", ", rows)}";
                    break;
            }
        }

        parsed = mistake is null ? new Arguments(words, quick, markdown) : null;
        return parsed is not null;
    }

    /// <summary>Whether a row is asked for.</summary>
    public bool Includes(string row) => Words.Count == 0 || Words.Any(word => row.Contains(word, StringComparison.Ordinal));
}

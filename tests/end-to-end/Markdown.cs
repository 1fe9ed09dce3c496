using System.Text.RegularExpressions;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>A fenced block, with the file whose name stands in the line before it; null when there is none.</summary>
internal sealed record Block(string? File, string Language, string Text)
{
    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The fenced blocks of a document.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<Block> Blocks(string text)
        => [.. Fence().Matches(text).Select(match => new Block(match.Groups["file"] is { Success: true, Value: var file } ? file : null, match.Groups["language"].Value, match.Groups["text"].Value))];

    [GeneratedRegex(@"^(?:`(?<file>[\w./-]+)`:?\n\n)?```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

using System.Text.RegularExpressions;

namespace BeyondNtk.EndToEnd.Tests;

/// <summary>A fenced block, with the file whose name stands in the line before it; null if there is none.</summary>
internal sealed record Block(string? File, string Language, string Text)
{
    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The fenced blocks of a document, and the files that it links to.</summary>
internal static partial class Markdown
{
    public static IReadOnlyList<Block> Blocks(string text)
        => [.. Fence().Matches(text).Select(match => new Block(match.Groups["file"] is { Success: true, Value: var file } ? file : null, match.Groups["language"].Value, match.Groups["text"].Value))];

    /// <summary>The files that links and pictures outside of fenced blocks lead to, relative to the document.</summary>
    public static IReadOnlyList<string> Files(string text)
        => [.. Link().Matches(Fence().Replace(text, "")).Select(match => match.Groups["file"].Value)];

    [GeneratedRegex(@"^(?:`(?<file>[\w./-]+)`:?\n\n)?```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    // Not an address with a scheme, and not a heading of the same document.
    [GeneratedRegex(@"\]\((?![a-z]+:)(?<file>[^)#\s]+)(?:#[^)\s]*)?\)")]
    private static partial Regex Link();
}

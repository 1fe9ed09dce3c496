using System.Text.RegularExpressions;

namespace BeyondNtk.Engine.Configuration;

/// <summary>Finds half of a surrogate pair in JSON, which .NET's reader refuses without saying so.</summary>
internal static partial class HalfPairs
{
    /// <summary>Where it is, with the line from 1 on; null if there is none.</summary>
    public static (int Line, string Escape)? Find(string json)
        => Half().Match(json) is { Success: true } match ? (json.AsSpan(0, match.Index).Count('\n') + 1, match.Groups["half"].Value) : null;

    // Behind an even number of backslashes: a high half without a low one after it, or a low one without a high one before it.
    [GeneratedRegex(@"(?<!\\)(\\\\)*(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})*(?<half>\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})")]
    private static partial Regex Half();
}

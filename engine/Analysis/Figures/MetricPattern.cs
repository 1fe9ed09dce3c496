using System.Text.RegularExpressions;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>A choice of metrics: EVALUATOR:METRIC, where '*' stands for any text. Metrics are told apart by case, as T4 and tail are.</summary>
internal sealed class MetricPattern(string pattern)
{
    private readonly Regex _evaluator = Of(pattern[..Colon(pattern)], RegexOptions.IgnoreCase);
    private readonly Regex _metric = Of(pattern[(Colon(pattern) + 1)..], RegexOptions.None);

    /// <summary>True for a metric that is chosen; then also what the '*' stands for in its name.</summary>
    public bool Matches(string evaluator, string metric, out string part)
    {
        var match = _metric.Match(metric);
        part = match.Groups[^1].Value;
        return match.Success && _evaluator.IsMatch(evaluator);
    }

    private static int Colon(string pattern) => pattern.IndexOf(':', StringComparison.Ordinal);

    private static Regex Of(string text, RegexOptions options)
        => new($"^{Regex.Escape(text).Replace("\\*", "(.*)", StringComparison.Ordinal)}$", options | RegexOptions.CultureInvariant);
}

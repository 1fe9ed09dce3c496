using System.Text.RegularExpressions;

namespace BeyondNtk.Host.Reporting;

/// <summary>A choice of metrics: EVALUATOR:METRIC, where '*' stands for any text.</summary>
internal sealed class MetricPattern(string pattern)
{
    private readonly Regex _regex = new($"^{Regex.Escape(pattern).Replace("\\*", "(.*)", StringComparison.Ordinal)}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>True for a metric that is chosen; then also what the '*' stands for in its name.</summary>
    public bool Matches(string evaluator, string metric, out string part)
    {
        var match = _regex.Match($"{evaluator}:{metric}");
        part = match.Groups[^1].Value;
        return match.Success;
    }
}

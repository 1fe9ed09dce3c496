using System.Text.RegularExpressions;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>A choice of metrics: EVALUATOR:METRIC, where '*' stands for any text. Metrics are told apart by case, as T4 and tail are.</summary>
internal sealed class MetricPattern(string pattern)
{
    private readonly Regex _evaluator = Wildcard.ToRegex(pattern[..Colon(pattern)], RegexOptions.IgnoreCase);
    private readonly Regex _metric = Wildcard.ToRegex(pattern[(Colon(pattern) + 1)..]);

    /// <summary>True for a metric that is chosen; then also what each '*' stands for, a line each: nothing where there is none.</summary>
    public bool Matches(string evaluator, string metric, out string part)
    {
        Match[] matches = [_evaluator.Match(evaluator), _metric.Match(metric)];
        part = string.Join('\n', matches.SelectMany(match => match.Groups.Values.Skip(1)).Select(star => star.Value));
        return matches.All(match => match.Success);
    }

    private static int Colon(string pattern) => pattern.IndexOf(':', StringComparison.Ordinal);
}

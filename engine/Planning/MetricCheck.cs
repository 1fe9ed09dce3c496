using System.Text.RegularExpressions;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>Checks, before anything runs, that a metric that somebody asks for will be measured.</summary>
/// <param name="labels">The labels in the runs of the experiment.</param>
internal sealed class MetricCheck(RunLabels labels)
{
    /// <summary>What is measured with beside evaluators: the optimizer's report.</summary>
    public const string Optimizer = "optimizer";

    private readonly IReadOnlyList<string> _evaluators = [.. labels.Evaluators.Append(Optimizer).Distinct()];

    /// <summary>Whether a text names a metric of an evaluator that there is: EVALUATOR:METRIC, where '*' stands for any text.</summary>
    public bool IsMetric(string text)
        => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1
            && (text[..colon].Contains('*', StringComparison.Ordinal) || _evaluators.Contains(text[..colon], StringComparer.OrdinalIgnoreCase));

    /// <summary>Refuses what is no metric, or one that is not among those that its evaluators say they measure.</summary>
    /// <param name="asked">The metric.</param>
    /// <param name="place">Where it is written.</param>
    public void Check(string asked, Setting place)
    {
        if (!IsMetric(asked))
        {
            place.Refuse($"is \"{asked}\"; allowed: EVALUATOR:METRIC; {NearestName.Hint(asked.Split(':')[0], _evaluators)}");
            return;
        }

        var colon = asked.IndexOf(':', StringComparison.Ordinal);
        var (evaluator, metric) = (asked[..colon], asked[(colon + 1)..]);
        var named = _evaluators.Where(label => Wildcard.ToRegex(evaluator, RegexOptions.IgnoreCase).IsMatch(label)).ToArray();
        var declared = named.Select(label => label == Optimizer ? null : labels.MetricsOf(label)).ToArray();
        if (declared.Length > 0 && declared.All(metrics => metrics is not null && !metrics.Any(one => Wildcard.MayMeet(metric, one))))
        {
            string[] all = [.. named.Zip(declared, (label, metrics) => metrics!.Select(one => $"{label}:{one}")).SelectMany(one => one)];
            place.Refuse($"is \"{asked}\", which is not measured; {NearestName.Hint(asked, all)}");
        }
    }
}

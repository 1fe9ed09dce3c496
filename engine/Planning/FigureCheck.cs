using System.Text.RegularExpressions;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>Checks, before anything runs, that the figures of an experiment show what there will be.</summary>
/// <param name="plan">The experiment.</param>
/// <param name="labels">The labels in its runs.</param>
internal sealed class FigureCheck(ExperimentPlan plan, RunLabels labels)
{
    private const string Steps = "step";

    /// <summary>What is measured with beside evaluators: the optimizer's report.</summary>
    public const string Optimizer = "optimizer";

    private readonly IReadOnlyList<string> _evaluators = [.. labels.Evaluators.Append(Optimizer).Distinct()];

    /// <param name="figures">The section Figures.</param>
    public void Check(Setting figures)
    {
        foreach (var (name, figure) in plan.Figures)
        {
            NameCheck.FileOrFolder(name, figures[name]);
            Check(figure, figures[name]);
        }
    }

    private void Check(FigureSettings figure, Setting place)
    {
        if (!IsMetric(figure.Y))
        {
            place[nameof(figure.Y)].Refuse($"is \"{figure.Y}\"; allowed: EVALUATOR:METRIC; {NearestName.Hint(figure.Y.Split(':')[0], _evaluators)}");
        }
        else
        {
            CheckIsMeasured(figure.Y, place[nameof(figure.Y)]);
        }

        string[] places = [Steps, .. plan.Varied];
        if (!places.Contains(figure.X, StringComparer.OrdinalIgnoreCase) && !IsMetric(figure.X))
        {
            place[nameof(figure.X)].Refuse($"is \"{figure.X}\", which does not vary; {NearestName.Hint(figure.X, places)}");
        }
        else if (!places.Contains(figure.X, StringComparer.OrdinalIgnoreCase))
        {
            CheckIsMeasured(figure.X, place[nameof(figure.X)]);
        }

        CheckFirstBelow(figure, place);
        if (figure.YAxis == AxisScale.Even)
        {
            place[nameof(figure.YAxis)].Refuse("is even; allowed: automatic, linear, log");
        }

        foreach (var learner in figure.Learners.Where(learner => !labels.Learners.Contains(learner, StringComparer.OrdinalIgnoreCase)))
        {
            place[nameof(figure.Learners)].Refuse($"there is no learner '{learner}'; {NearestName.Hint(learner, labels.Learners)}");
        }
    }

    private void CheckFirstBelow(FigureSettings figure, Setting place)
    {
        if (figure.FirstBelow is null)
        {
            var needless = figure.FirstBelowLevel is not null ? nameof(figure.FirstBelowLevel) : figure.ExamplesPerStep is not null ? nameof(figure.ExamplesPerStep) : null;
            if (needless is not null)
            {
                place[needless].Refuse($"says more about {nameof(figure.FirstBelow)}, which is not there");
            }

            return;
        }

        if (figure.ShareBelow is not null)
        {
            place[nameof(figure.FirstBelow)].Refuse($"stands beside {nameof(figure.ShareBelow)}; a figure shows one of them");
        }

        if (!plan.Varied.Contains(figure.X, StringComparer.OrdinalIgnoreCase))
        {
            place[nameof(figure.FirstBelow)].Refuse($"shows a step against a path that varies, and X is \"{figure.X}\"; {NearestName.Hint("", plan.Varied)}");
        }
    }

    // Of evaluators that say what they measure.
    private void CheckIsMeasured(string asked, Setting place)
    {
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

    private bool IsMetric(string text)
        => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1
            && (text[..colon].Contains('*', StringComparison.Ordinal) || _evaluators.Contains(text[..colon], StringComparer.OrdinalIgnoreCase));
}

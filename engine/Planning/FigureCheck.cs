using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>Checks, before anything runs, that the figures of an experiment show what there will be.</summary>
/// <param name="plan">The experiment.</param>
/// <param name="labels">The labels in its runs.</param>
internal sealed class FigureCheck(ExperimentPlan plan, RunLabels labels)
{
    private const string Steps = "step";

    private readonly MetricCheck _metrics = new(labels);

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
        _metrics.Check(figure.Y, place[nameof(figure.Y)]);
        string[] places = [Steps, .. plan.Varied];
        if (plan.Selected.Contains(figure.X, StringComparer.OrdinalIgnoreCase))
        {
            place[nameof(figure.X)].Refuse($"is \"{figure.X}\", among whose values {nameof(ExperimentSettings.Select)} chooses; {NearestName.Hint("", [Steps, .. plan.Left])}");
        }
        else if (!places.Contains(figure.X, StringComparer.OrdinalIgnoreCase) && !_metrics.IsMetric(figure.X))
        {
            place[nameof(figure.X)].Refuse($"is \"{figure.X}\", which does not vary; {NearestName.Hint(figure.X, places)}");
        }
        else if (!places.Contains(figure.X, StringComparer.OrdinalIgnoreCase))
        {
            _metrics.Check(figure.X, place[nameof(figure.X)]);
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
}

using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>Checks, before anything runs, that what an experiment selects by varies and will be measured.</summary>
/// <param name="plan">The experiment.</param>
/// <param name="labels">The labels in its runs.</param>
internal sealed class SelectCheck(ExperimentPlan plan, RunLabels labels)
{
    /// <param name="place">The section Select.</param>
    public void Check(Setting place)
    {
        if (plan.Select is not { } select)
        {
            return;
        }

        if (plan.Varied.Count == 0)
        {
            place.Refuse($"chooses among the runs of a sweep, and the experiment has no {nameof(ExperimentSettings.Sweep)}");
            return;
        }

        foreach (var path in select.Paths)
        {
            if (path.Equals(nameof(ExperimentSettings.Seed), StringComparison.OrdinalIgnoreCase))
            {
                place[nameof(select.Paths)].Refuse("has \"Seed\": the best of several seeds is luck, and no setting; allowed: paths of Sweep other than the seed");
            }
            else if (!plan.Varied.Contains(path, StringComparer.OrdinalIgnoreCase))
            {
                place[nameof(select.Paths)].Refuse($"has \"{path}\", which does not vary; {NearestName.Hint(path, plan.Varied)}");
            }
        }

        if (select.Metric.Contains('*', StringComparison.Ordinal))
        {
            place[nameof(select.Metric)].Refuse($"is \"{select.Metric}\"; one metric decides, so '*' is not allowed");
        }
        else
        {
            new MetricCheck(labels).Check(select.Metric, place[nameof(select.Metric)]);
            CheckHalving(select, place[nameof(select.Halving)]);
        }
    }

    private void CheckHalving(SelectSettings select, Setting place)
    {
        if (select.Halving is { } halving && labels.CadencesOf(select.Evaluator).Any(cadence => cadence.PerDecade is null && !(cadence.Every <= halving.FirstSteps)))
        {
            place.Refuse($"compares what \"{select.Evaluator}\" has measured up to step {halving.FirstSteps}, and it measures nothing between the start and there; give it PerDecade, or Every of at most {halving.FirstSteps}");
        }
    }
}

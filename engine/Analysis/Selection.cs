using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis;

/// <summary>Which learners of which runs count: of the runs that differ only in the selected paths, for each learner the best one.</summary>
/// <remarks>Every seed chooses for itself, so that the spread over seeds holds that of the choice. Of equals the first of the plan counts.</remarks>
internal sealed class Selection
{
    private readonly SelectSettings? _select;
    private readonly HashSet<(string Identity, string Learner)> _best = [];
    private readonly List<(string Learner, RunPlan Run)> _choices = [];

    /// <param name="results">The results that there are.</param>
    public Selection(ExperimentResults results)
    {
        _select = results.Plan.Select;
        if (_select is null)
        {
            return;
        }

        var learners = results.Runs.SelectMany(run => run.Result.Record.Learners, (run, learner) => (run.Run, Learner: learner));
        foreach (var point in learners.GroupBy(entry => (entry.Run.KeyOf(results.Plan.Left), entry.Learner.Label)))
        {
            var ended = point.Where(entry => entry.Learner.HasEnded).ToArray();
            if (ended.Length == 0)
            {
                continue;
            }

            var best = ended.MinBy(entry => Badness(entry.Learner)).Run;
            _best.Add((best.Identity, point.Key.Label));

            // Where all are equal nothing was chosen: the learner does not read what varies.
            if (ended.Select(entry => Badness(entry.Learner)).Distinct().Count() > 1 || point.Any(entry => entry.Learner.Status == RunStatus.Halted))
            {
                _choices.Add((point.Key.Label, best));
            }
        }
    }

    /// <summary>The best runs of learners at points where there was something to choose.</summary>
    public IReadOnlyList<(string Learner, RunPlan Run)> Choices => _choices;

    /// <summary>The learners of a run that count: those that have ended and, where the experiment selects, were the best of their point.</summary>
    public IEnumerable<LearnerRecord> Counted((RunPlan Run, StoredRun Result) run)
        => run.Result.Record.Learners.Where(learner => learner.HasEnded && (_select is null || _best.Contains((run.Run.Identity, learner.Label))));

    /// <summary>What was selected by which metric, and whether by the data that is shown; empty where nothing is selected.</summary>
    /// <param name="plan">The experiment.</param>
    /// <param name="shown">EVALUATOR:METRIC of what is shown, where '*' stands for any text; empty for many.</param>
    public static string Note(ExperimentPlan plan, string shown = "")
    {
        if (plan.Select is not { } select)
        {
            return "";
        }

        var paths = string.Join(", ", plan.Selected.Select(path => VariedText.Short(path, plan.Varied)));
        return $"{paths} selected by {(select.Best == BestValue.Least ? "least" : "most")} {select.Metric}{(SharesData(shown, select.Metric) ? ", on the data that is shown" : "")}";
    }

    // What an evaluator measures, its metrics have in common.
    private static bool SharesData(string shown, string metric)
        => Wildcard.ToRegex(shown.Split(':')[0], System.Text.RegularExpressions.RegexOptions.IgnoreCase).IsMatch(metric.Split(':')[0]);

    // Infinite for a learner that has not the metric, or whose metric is no number: where none has it the first stands for all.
    private double Badness(LearnerRecord learner)
        => _select!.Badness(learner.FinalMetrics.FirstOrDefault(metric => _select.IsDecidedBy(metric.Evaluator, metric.Metric))?.Value ?? double.NaN);
}

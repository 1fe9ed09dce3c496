using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis;

/// <summary>An experiment and the results that its runs have so far.</summary>
/// <param name="Plan">The experiment.</param>
/// <param name="Runs">The runs with a result, in the order of the plan.</param>
internal sealed record ExperimentResults(ExperimentPlan Plan, IReadOnlyList<(RunPlan Run, StoredRun Result)> Runs)
{
    private Selection? _selection;

    /// <summary>The runs with a result, in the order of the plan.</summary>
    public IReadOnlyList<(RunPlan Run, StoredRun Result)> Runs
    {
        get;
        init => (field, _selection) = (value, null);
    } = Runs;

    /// <summary>The learners of a run that count: those that have ended and, where the experiment selects, were the best of their point.</summary>
    public IEnumerable<LearnerRecord> Counted((RunPlan Run, StoredRun Result) run)
    {
        _selection ??= new Selection(Plan, Runs);
        return run.Result.Record.Learners.Where(learner => _selection.Counts(run.Run, learner));
    }

    /// <summary>What is to be said of numbers of which the best were selected, about one metric or any; empty where nothing is selected.</summary>
    public string SelectionNote(string metric = "")
    {
        if (Plan.Select is not { } select)
        {
            return "";
        }

        var paths = string.Join(", ", select.Paths.Select(path => VariedText.Short(path, Plan.Varied)));
        var same = metric.Equals(select.Metric, StringComparison.OrdinalIgnoreCase) ? ", on the data that is shown" : "";
        return $"{paths} selected by {(select.Best == BestValue.Least ? "least" : "most")} {select.Metric}{same}";
    }

    /// <summary>What runs at one point of the sweep are counted in.</summary>
    public string Unit(int count) => (RunGroups.VarySeed(Plan) ? "seed" : "run") + (count == 1 ? "" : "s");
}

using BeyondNtk.Engine.Analysis;

namespace BeyondNtk.Engine;

/// <summary>What came of an experiment.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Runs">Its runs that have been made, now or earlier, in the order of the sweep.</param>
/// <param name="Made">How many of them were made just now.</param>
/// <param name="Aggregates">Final values over the seeds: a row for each point of the sweep, learner and metric.</param>
/// <param name="Pictures">The files of its figures.</param>
/// <param name="Remarks">What a person should know of the configuration, for instance that a key has a new name, or that a figure shows nothing.</param>
public sealed record ExperimentResult(
    string Name, IReadOnlyList<RunResult> Runs, int Made, IReadOnlyList<Aggregate> Aggregates, IReadOnlyList<string> Pictures, IReadOnlyList<string> Remarks)
{
    internal static ExperimentResult From(ExperimentResults results, int made, IReadOnlyList<string> pictures, IReadOnlyList<string> missing)
    {
        var table = AggregateTable.Compute(results);
        return new ExperimentResult(
            results.Plan.Name,
            [.. results.Runs.Select(run => RunResult.From(run.Result, results.Plan.Names.ValuesOf(run.Run)))],
            made,
            [.. table.Rows.Select(row => new Aggregate(
                table.Varied.Zip(row.Group.Values).ToDictionary(),
                row.Learner, row.Evaluator, row.Metric,
                row.Summary.Count, row.Summary.Median, row.Summary.LowerQuartile, row.Summary.UpperQuartile, row.Summary.Minimum, row.Summary.Maximum))],
            pictures,
            [.. results.Plan.Remarks, .. missing]);
    }
}

/// <summary>The final values of one metric of one learner over the runs that differ in nothing but their seeds.</summary>
/// <param name="Varied">The point of the sweep: values by path, as text.</param>
/// <param name="Learner">The label of the learner.</param>
/// <param name="Evaluator">The label of the evaluator.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Count">The number of runs.</param>
/// <param name="Median">The median; one that diverged counts as infinite.</param>
/// <param name="LowerQuartile">The lower quartile.</param>
/// <param name="UpperQuartile">The upper quartile.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
public sealed record Aggregate(
    IReadOnlyDictionary<string, string> Varied, string Learner, string Evaluator, string Metric,
    int Count, double Median, double LowerQuartile, double UpperQuartile, double Minimum, double Maximum);

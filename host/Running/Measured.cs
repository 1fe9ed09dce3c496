using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Running;

/// <summary>What the evaluators of one learner have measured: every row goes to the run's, and the latest of each evaluator is at hand.</summary>
internal sealed class Measured
{
    private readonly List<Measurement> _all;
    private readonly Dictionary<string, Measurement[]> _latest = [];
    private readonly Dictionary<string, Measurement[]> _latestFinite = [];

    /// <param name="learner">The learner's label.</param>
    /// <param name="all">The rows of the run; those of this learner, from before an interruption, are known again.</param>
    public Measured(string learner, List<Measurement> all)
    {
        _all = all;
        foreach (var rows in all.Where(row => row.Learner == learner).GroupBy(row => (row.Evaluator, row.Step)))
        {
            Remember(rows.Key.Evaluator, [.. rows]);
        }
    }

    /// <summary>The latest rows of each evaluator.</summary>
    public IEnumerable<Measurement> Latest => _latest.Values.SelectMany(rows => rows);

    /// <summary>The latest rows of each evaluator in which all values are numbers.</summary>
    public IEnumerable<Measurement> LatestFinite => _latestFinite.Values.SelectMany(rows => rows);

    public bool Has(string evaluator, long step) => _latest.GetValueOrDefault(evaluator) is [var first, ..] && first.Step == step;

    /// <summary>Takes what an evaluator measured.</summary>
    public void Add(string evaluator, Measurement[] rows)
    {
        _all.AddRange(rows);
        Remember(evaluator, rows);
    }

    private void Remember(string evaluator, Measurement[] rows)
    {
        _latest[evaluator] = rows;
        if (rows.All(row => double.IsFinite(row.Metric.Value)))
        {
            _latestFinite[evaluator] = rows;
        }
    }
}

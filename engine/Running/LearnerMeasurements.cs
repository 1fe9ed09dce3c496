using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Running;

/// <summary>What the evaluators of one learner have measured: every row becomes part of the run's state, and the latest of each evaluator is at hand.</summary>
internal sealed class LearnerMeasurements
{
    private readonly RunState _state;
    private readonly Dictionary<string, Measurement[]> _latest = [];
    private readonly Dictionary<string, Measurement[]> _latestFinite = [];

    /// <param name="learner">The learner's label.</param>
    /// <param name="state">The run; what the learner measured before an interruption is known again.</param>
    public LearnerMeasurements(string learner, RunState state)
    {
        _state = state;
        foreach (var rows in state.Measurements.Where(row => row.Learner == learner).GroupBy(row => (row.Evaluator, row.Step)))
        {
            Remember(rows.Key.Evaluator, [.. rows]);
        }
    }

    /// <summary>The latest rows of each evaluator.</summary>
    public IEnumerable<Measurement> Latest => _latest.Values.SelectMany(rows => rows);

    /// <summary>The latest rows of each evaluator in which all values are finite.</summary>
    public IEnumerable<Measurement> LatestFinite => _latestFinite.Values.SelectMany(rows => rows);

    public bool Has(string evaluator, long step) => _latest.GetValueOrDefault(evaluator) is [var first, ..] && first.Step == step;

    /// <summary>Takes what an evaluator measured.</summary>
    public void Add(string evaluator, Measurement[] rows)
    {
        _state.Add(rows);
        Remember(evaluator, rows);
    }

    private void Remember(string evaluator, Measurement[] rows)
    {
        _latest[evaluator] = rows;
        if (rows.All(row => row.Metric.IsUndefined || double.IsFinite(row.Metric.Value)))
        {
            _latestFinite[evaluator] = rows;
        }
    }
}

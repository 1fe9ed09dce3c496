using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine;

/// <summary>One learner of a run.</summary>
public sealed record LearnerResult
{
    private readonly Lazy<IReadOnlyList<MetricsRow>> _rows;

    private LearnerResult(RunFolder folder)
        => _rows = new Lazy<IReadOnlyList<MetricsRow>>(() => [.. MetricsFile.Load(folder).Where(row => row.Learner == Label)]);

    /// <summary>Its label.</summary>
    public required string Label { get; init; }

    /// <summary>How it ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it failed or diverged; null if it did not.</summary>
    public string? Message { get; init; }

    /// <summary>The number of steps that it made.</summary>
    public required long Steps { get; init; }

    /// <summary>The time in training, without evaluation, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Its final values.</summary>
    public required IReadOnlyList<FinalValue> Values { get; init; }

    /// <summary>A final value by evaluator and metric, for instance "population-loss" and "loss"; infinite if the learner diverged.</summary>
    /// <exception cref="KeyNotFoundException">It was not measured.</exception>
    public double Value(string evaluator, string metric) => Values.FirstOrDefault(value => (value.Evaluator, value.Metric) == (evaluator, metric))?.Value
        ?? throw new KeyNotFoundException($"{Label} has no final value {evaluator}:{metric}; it has {List(Values.Select(value => $"{value.Evaluator}:{value.Metric}"))}");

    /// <summary>What an evaluator measured along training, in the order of the steps; read from metrics.csv when it is first asked for.</summary>
    /// <exception cref="KeyNotFoundException">It was never measured.</exception>
    /// <exception cref="InvalidDataException">The file is not what the run wrote.</exception>
    public IReadOnlyList<CurvePoint> Curve(string evaluator, string metric)
    {
        CurvePoint[] points = [.. _rows.Value.Where(row => (row.Evaluator, row.Metric) == (evaluator, metric)).Select(row => new CurvePoint(row.Step, row.Value))];
        return points.Length > 0 ? points
            : throw new KeyNotFoundException($"{Label} has no curve {evaluator}:{metric}; it has {List(_rows.Value.Select(row => $"{row.Evaluator}:{row.Metric}").Distinct())}");
    }

    internal static LearnerResult From(LearnerRecord learner, RunFolder folder) => new(folder)
    {
        Label = learner.Label,
        Status = learner.Status,
        Message = learner.Message,
        Steps = learner.Steps,
        Seconds = learner.Seconds,
        Values = [.. learner.Metrics.Select(metric => new FinalValue(metric.Evaluator, metric.Metric, metric.Quantity, metric.Value, metric.StandardError))],
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } list ? list : "none";
}

/// <summary>A final value.</summary>
/// <param name="Evaluator">The label of the evaluator.</param>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Quantity">What it is of, as plots and reference levels name it.</param>
/// <param name="Value">The value.</param>
/// <param name="StandardError">Its standard error; null if it is exact.</param>
public sealed record FinalValue(string Evaluator, string Metric, string Quantity, double Value, double? StandardError);

/// <summary>A point of a curve.</summary>
/// <param name="Step">The step after which it was measured; 0 is the start.</param>
/// <param name="Value">The value.</param>
public readonly record struct CurvePoint(long Step, double Value);

using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Engine.Configuration;

/// <summary>Which of the runs that differ only in some of the paths that vary counts as the point: for each learner the one whose metric is best.</summary>
internal sealed class SelectSettings
{
    /// <summary>The paths among whose values the best is chosen; with one of a Zip all that vary in step with it.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What decides: EVALUATOR:METRIC. A choice by the very data that is shown flatters it, and what shows it says so.</summary>
    [Required]
    public string Metric { get; init; } = "";

    /// <summary>Whether the least value is the best, or the most.</summary>
    public BestValue Best { get; init; } = BestValue.Least;

    /// <summary>When those that do poorly stop early; none: all train to their end.</summary>
    public HalvingSettings? Halving { get; init; }

    /// <summary>The evaluator whose metric decides.</summary>
    internal string Evaluator => Metric.Split(':')[0];

    /// <summary>Whether a metric is the one that decides. Metrics are told apart by case, evaluators are not.</summary>
    public bool IsDecidedBy(string evaluator, string metric)
        => evaluator.Equals(Evaluator, StringComparison.OrdinalIgnoreCase) && Metric.AsSpan(Math.Min(Evaluator.Length + 1, Metric.Length)).SequenceEqual(metric);

    /// <summary>The smaller, the better; infinite for what is no number.</summary>
    public double Badness(double value) => double.IsNaN(value) ? double.PositiveInfinity : Best == BestValue.Least ? value : -value;
}

/// <summary>Which value of a metric is the best.</summary>
internal enum BestValue
{
    /// <summary>The smallest, as of a loss.</summary>
    Least,

    /// <summary>The largest, as of a margin.</summary>
    Most,
}

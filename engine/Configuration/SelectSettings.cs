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
}

/// <summary>Which value of a metric is the best.</summary>
internal enum BestValue
{
    /// <summary>The smallest, as of a loss.</summary>
    Least,

    /// <summary>The largest, as of a margin.</summary>
    Most,
}

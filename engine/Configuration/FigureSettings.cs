using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.Engine.Configuration;

/// <summary>A figure over all runs of an experiment: one quantity against another, with bands over seeds.</summary>
internal sealed class FigureSettings
{
    /// <summary>What the figure shows; its title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The horizontal axis: a path that the sweep varies, "step", or a metric for a figure of points.</summary>
    [Required]
    public string X { get; init; } = "";

    /// <summary>The title of the horizontal axis; none: the name of what varies.</summary>
    public string? XTitle { get; init; }

    /// <summary>The vertical axis: EVALUATOR:METRIC, where '*' stands for any text: "tensor-terms:T*".</summary>
    [Required]
    public string Y { get; init; } = "";

    /// <summary>Learners that are shown, by label; none means all that have the metric.</summary>
    public IReadOnlyList<string> Learners { get; init; } = [];

    /// <summary>How the horizontal axis is divided; automatic looks at the values.</summary>
    public AxisScale XAxis { get; init; } = AxisScale.Automatic;

    /// <summary>How the vertical axis is divided, which cannot be even; automatic looks at the values.</summary>
    public AxisScale YAxis { get; init; } = AxisScale.Automatic;

    /// <summary>Shows the share of runs in which the final value lies below this, in place of the value.</summary>
    public double? ShareBelow { get; init; }

    /// <summary>Shows the first measured step at which the value lies below this, in place of the value; nothing where it never does.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? FirstBelow { get; init; }

    /// <summary>The label of a reference level of the run, of which FirstBelow is then a multiple.</summary>
    public string? FirstBelowLevel { get; init; }

    /// <summary>The number of examples that a step sees: FirstBelow then counts examples in place of steps.</summary>
    [Range(1, double.MaxValue)]
    public double? ExamplesPerStep { get; init; }

    /// <summary>Whether a power law is fitted to each curve, with a confidence interval of its exponent.</summary>
    public bool Slope { get; init; }
}

/// <summary>How an axis is divided.</summary>
internal enum AxisScale
{
    /// <summary>Logarithmic where positive values span more than a factor 20, linear otherwise.</summary>
    Automatic,

    /// <summary>Evenly in the value.</summary>
    Linear,

    /// <summary>Evenly in its logarithm.</summary>
    Log,

    /// <summary>One place for each value, evenly, as for words.</summary>
    Even,
}

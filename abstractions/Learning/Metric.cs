namespace BeyondNtk.Abstractions.Learning;

/// <summary>One measured number.</summary>
/// <param name="Name">Its name, unique within what measured it.</param>
/// <param name="Value">Its value; one that is not finite says that the learner has diverged.</param>
public readonly record struct Metric(string Name, double Value)
{
    /// <summary>What is measured; the axis title of a plot. The default is the name.</summary>
    public string Quantity { get; init; } = Name;

    /// <summary>The standard error if the value was sampled; 0 if it is exact.</summary>
    public double StandardError { get; init; }

    /// <summary>The axis on which it is best drawn.</summary>
    public MetricAxis Axis { get; init; }

    /// <summary>True for a metric that has no value here, such as the angle of a vector that is zero: it is left out of tables, curves and statistics.</summary>
    public bool IsUndefined { get; private init; }

    /// <summary>A metric that has no value here, which says nothing about the learner.</summary>
    /// <param name="name">Its name.</param>
    public static Metric Undefined(string name) => new(name, double.NaN) { IsUndefined = true };
}

/// <summary>How the axis of a metric is divided.</summary>
public enum MetricAxis
{
    /// <summary>As the values suggest: logarithmic where positive ones span more than a factor 20.</summary>
    Automatic,

    /// <summary>Evenly in the value, as for a share or an angle.</summary>
    Linear,

    /// <summary>Evenly in its logarithm.</summary>
    Log,
}

/// <summary>Quantities that more than one plugin measures or gives levels of.</summary>
public static class Quantities
{
    /// <summary>E (f(x) - f*(x))^2 over the law of the inputs.</summary>
    public const string PopulationLoss = "population loss";

    /// <summary>The input dimension d times the population loss: what the theory bounds.</summary>
    public const string PopulationLossTimesDimension = "population loss times d";

    /// <summary>The loss of the learner's objective, without penalties, on the sample that it was fitted to.</summary>
    public const string TrainingLoss = "training loss";

    /// <summary>The value that an optimizer makes small: the loss of its objective and the penalties.</summary>
    public const string Objective = "objective";

    /// <summary>A penalty of an objective, times its weight.</summary>
    public const string Penalty = "penalty";

    /// <summary>The share of inputs whose label a classifier misses.</summary>
    public const string ClassificationError = "classification error";

    /// <summary>The condition number of the linear system that a fit solves, or an estimate of it from below.</summary>
    public const string ConditionNumber = "condition number";

    /// <summary>The relative residual that an iterative solver ended with, divided by the one at which it would have stopped: above 1 it has not converged.</summary>
    public const string ResidualOverTolerance = "relative residual over the tolerance";
}

namespace BeyondNtk.Abstractions.Learning;

/// <summary>One measured number.</summary>
/// <param name="Name">Its name, unique within what measured it.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Metric(string Name, double Value)
{
    /// <summary>What is measured; the axis title of a plot. The default is the name.</summary>
    public string Quantity { get; init; } = Name;

    /// <summary>The standard error if the value was sampled; 0 if it is exact.</summary>
    public double StandardError { get; init; }
}

/// <summary>Quantities that more than one plugin measures or gives levels of.</summary>
public static class Quantities
{
    /// <summary>E (f(x) - f*(x))^2 over the law of the inputs.</summary>
    public const string PopulationLoss = "population loss";

    /// <summary>The input dimension d times the population loss: what the theory bounds.</summary>
    public const string PopulationLossTimesDimension = "population loss times d";

    /// <summary>The loss on the sample that the learner was fitted to.</summary>
    public const string TrainingLoss = "training loss";

    /// <summary>The condition number of the linear system that a fit solves, or an estimate of it from below.</summary>
    public const string ConditionNumber = "condition number";

    /// <summary>The relative residual that an iterative solver ended with, divided by the one at which it would have stopped: above 1 it has not converged.</summary>
    public const string ResidualOverTolerance = "relative residual over the tolerance";
}

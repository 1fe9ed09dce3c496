namespace BeyondNtk.Abstractions.Registration;

/// <summary>
/// Names the metrics of an evaluator, so that the host refuses a figure that asks for another before anything runs. An evaluator without it is
/// asked nothing; what a figure misses is then said after the runs.
/// </summary>
/// <param name="metrics">The names; '*' stands for any text, where a name depends on options or on the model.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MeasuresAttribute(params string[] metrics) : Attribute
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Metrics { get; } = metrics;
}

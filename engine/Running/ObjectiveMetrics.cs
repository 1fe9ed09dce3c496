using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Engine.Running;

/// <summary>The value of a learner's objective as metrics: always the whole, and its loss and penalties where there are penalties.</summary>
internal static class ObjectiveMetrics
{
    /// <param name="value">What the step returned.</param>
    /// <param name="objective">The objective; null if the learner has none.</param>
    public static IReadOnlyList<Metric> Of(double value, Objective? objective)
        => objective is not { Latest: { IsKnown: true } latest, Penalties: { Count: > 0 } penalties } ? [Whole(value)] :
        [
            Whole(value),
            new Metric("loss", latest.Loss) { Quantity = Quantities.Objective },
            .. penalties.Select((penalty, p) => new Metric($"penalty-{penalty.Label}", latest.Penalties[p]) { Quantity = Quantities.Penalty }),
        ];

    private static Metric Whole(double value) => new("objective", value) { Quantity = Quantities.Objective };
}

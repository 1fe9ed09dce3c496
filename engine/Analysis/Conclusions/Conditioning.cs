using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Conclusions;

/// <summary>Learners whose linear system is too ill-conditioned for the precision it was solved in.</summary>
internal sealed class Conditioning : IRunAnalyser
{
    // The relative rounding error of a double.
    private const double Rounding = 1.0 / (1L << 53);

    // Tables show so many digits: with fewer that can be trusted they show rounding errors.
    private const int FewestDigits = 4;

    public IEnumerable<Conclusion> Analyse(RunRecord record, IReadOnlyList<Measurement> measurements)
        => record.Learners.SelectMany(learner => learner.Metrics
            .Where(metric => metric.Quantity == Quantities.ConditionNumber && Digits(metric.Value) < FewestDigits)
            .Select(metric => new Conclusion(ConclusionKind.IllConditioned, learner.Label, Text(learner.Label, metric.Value))));

    // A solve is exact for a system that rounding has changed a little; the condition number says how much that changes the solution.
    private static double Digits(double condition) => -Math.Log10(condition * Rounding);

    private static string Text(string learner, double condition)
        => FormattableString.Invariant(
            $"{learner}: the condition number of its system is at least about {condition:0.0e+0}, so rounding leaves about {Math.Max(0, Digits(condition)):0.0} of 16 digits of the solution; a larger ridge would help");
}

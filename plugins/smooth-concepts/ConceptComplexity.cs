using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.SmoothConcepts;

/// <summary>Options of the evaluator "concept-complexity".</summary>
public sealed class ConceptComplexityOptions
{
    /// <summary>R, a bound of the weights.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Radius { get; init; } = 1;

    /// <summary>The constant C. The theory leaves it open, large; 1 compares concepts with each other.</summary>
    [Range(0, 1e9, MinimumIsExclusive = true)]
    public double Constant { get; init; } = 1;

    /// <summary>eps of the width's measure.</summary>
    [Range(0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Accuracy { get; init; } = 0.1;
}

/// <summary>
/// The complexities C_s and C_eps of a concept (Allen-Zhu, Li and Liang 2019, section 2), the largest among its inner functions; of a concept of three layers also those of Phi at R =
/// sqrt(p2) times the inner one. Undefined where there is no Phi, or the power series does not converge or exceeds what a number holds.
/// </summary>
[Measures("samples", "width", "outer-samples", "outer-width")]
public sealed class ConceptComplexity : IEvaluator
{
    private readonly IReadOnlyList<Metric> _metrics;

    /// <summary>Computes them.</summary>
    /// <exception cref="CompositionException">The teacher is no concept.</exception>
    public ConceptComplexity(ConceptComplexityOptions options, ITeacher teacher)
    {
        var concept = teacher as IConcept ?? throw new CompositionException("complexities are of smooth concepts, and the teacher is none; leave the evaluator out");
        var samples = concept.Inner.Max(function => function.SampleComplexity(options.Radius, options.Constant));
        var width = concept.Inner.Max(function => function.WidthComplexity(options.Radius, options.Constant, options.Accuracy));
        var (outer, terms) = concept.Outer is { } two ? (two.Function, Math.Sqrt(two.Terms)) : (null, 0);
        _metrics =
        [
            Metric("samples", samples),
            Metric("width", width),
            Metric("outer-samples", outer?.SampleComplexity(terms * samples, options.Constant)),
            Metric("outer-width", outer?.WidthComplexity(terms * width, options.Constant, options.Accuracy)),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate() => _metrics;

    private static Metric Metric(string name, double? value) => value is { } known && double.IsFinite(known) ? new(name, known) { Quantity = "complexity", Axis = MetricAxis.Log } : Abstractions.Learning.Metric.Undefined(name);
}

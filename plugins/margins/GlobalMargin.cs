using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Sphere;

namespace BeyondNtk.Margins;

/// <summary>Options of the evaluator "global-margin".</summary>
public sealed class GlobalMarginOptions
{
    /// <summary>The number of random directions at which the search for the best neuron begins.</summary>
    [Range(1, 1_000_000)]
    public int Starts { get; init; } = 100;
}

/// <summary>
/// The largest normalised margin y f(x) / ||W||^2 that a two-layer ReLU network of any width has on all inputs of a finite law: half of the largest |E y relu(&lt;theta, x&gt;)| over unit theta.
/// That is so where equal weights on the inputs are the worst, as the symmetries of parities and of the noisy 2-XOR make them; elsewhere it is a bound
/// from above, as far as ascent from many starts finds the largest.
/// </summary>
[Measures("global-margin")]
public sealed class GlobalMargin : IEvaluator, IReferenceLevels
{
    private readonly Lazy<double> _margin;

    /// <summary>Checks the law of the inputs.</summary>
    /// <exception cref="CompositionException">It has too many inputs.</exception>
    public GlobalMargin(GlobalMarginOptions options, ITeacher teacher, RandomStream stream)
    {
        if (teacher.Inputs is not IFiniteLaw law || !law.IsAffordable())
        {
            throw new CompositionException("the global margin is computed over all inputs of a law that has few of them, such as a cube of up to 16 dimensions; leave the evaluator out, or choose a smaller Dimension");
        }

        _margin = new(() =>
        {
            var inputs = law.Inputs();
            var correlation = new ReluCorrelation(inputs, teacher.Target(inputs).Column(0) / inputs.RowCount, HomogeneousActivation.Relu);
            return new UnitSphere(inputs.ColumnCount).Draw(options.Starts, stream).EnumerateRows().Max(start => Math.Abs(correlation.Ascend(start))) / 2;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new(NormalisedMargin.Margin, "global margin", _margin.Value)];

    /// <summary>The margin; it does not depend on the model.</summary>
    public IReadOnlyList<Metric> Evaluate() => [new("global-margin", _margin.Value) { Quantity = "global margin", Axis = MetricAxis.Linear }];
}

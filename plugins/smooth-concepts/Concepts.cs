using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SmoothConcepts;

/// <summary>Options that concepts of two and three layers have in common.</summary>
public class ConceptOptions
{
    /// <summary>The input dimension d.</summary>
    [Range(2, 100_000)]
    public int Dimension { get; init; } = 4;

    /// <summary>The number of terms: p of a concept of two layers, p1 of one of three.</summary>
    [Range(1, 100_000)]
    public int Terms { get; init; } = 3;

    /// <summary>The coefficients a of the terms, used in turn, of which the theory has |a| &lt;= 1; none: uniform in [-1, 1].</summary>
    public IReadOnlyList<double> Coefficients { get; init; } = [];

    /// <summary>Whether the last coordinate of every input is 1/2, as the theory has it.</summary>
    public bool Anchored { get; init; }

    /// <summary>The inputs.</summary>
    internal InputLaw Law() => Anchored ? new AnchoredSphere(Dimension) : new UnitSphere(Dimension);

    /// <summary>The coefficients.</summary>
    internal Vector<double> Draw(RandomStream stream)
        => Coefficients.Count > Terms
            ? throw new CompositionException($"Coefficients has {Coefficients.Count} numbers and there are {Terms} Terms; give at most one for each")
            : Vector<double>.Build.Dense(Terms, i => Coefficients.Count > 0 ? Coefficients[i % Coefficients.Count] : (2 * stream.NextDouble()) - 1);
}

/// <summary>Options of the teacher "two-layer-concept".</summary>
public sealed class TwoLayerConceptOptions : ConceptOptions
{
    /// <summary>phi.</summary>
    public SmoothFunction Function { get; init; } = new();
}

/// <summary>f*(x) = sum_{i &lt;= p} a_i phi(&lt;w1_i, x&gt;) &lt;w2_i, x&gt; with unit vectors drawn uniformly, as in the theory of two layers of Allen-Zhu, Li and Liang (2019).</summary>
public sealed class TwoLayerConcept : IConcept
{
    private readonly TwoLayerConceptOptions _options;
    private readonly Matrix<double> _inner;
    private readonly Matrix<double> _factors;
    private readonly Vector<double> _coefficients;

    /// <summary>Draws it.</summary>
    /// <exception cref="CompositionException">A polynomial has no coefficients, or another function has some.</exception>
    public TwoLayerConcept(TwoLayerConceptOptions options, RandomStream stream)
    {
        options.Function.Require(nameof(options.Function));
        _options = options;
        Inputs = options.Law();
        _inner = new UnitSphere(options.Dimension).Draw(options.Terms, stream.Child("inner"));
        _factors = new UnitSphere(options.Dimension).Draw(options.Terms, stream.Child("factors"));
        _coefficients = options.Draw(stream.Child("coefficients"));
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SmoothFunction> Inner => [_options.Function];

    /// <inheritdoc/>
    public (SmoothFunction Function, int Terms)? Outer => null;

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs)
        => (inputs.TransposeAndMultiply(_inner).Map(_options.Function.Value).PointwiseMultiply(inputs.TransposeAndMultiply(_factors)) * _coefficients).ToColumnMatrix();
}

/// <summary>Options of the teacher "three-layer-concept".</summary>
public sealed class ThreeLayerConceptOptions : ConceptOptions
{
    /// <summary>The number p2 of functions in each sum.</summary>
    [Range(1, 100_000)]
    public int InnerTerms { get; init; } = 3;

    /// <summary>Phi, of the first sum.</summary>
    public SmoothFunction Outer { get; init; } = new();

    /// <summary>phi1, in the first sum.</summary>
    public SmoothFunction First { get; init; } = new();

    /// <summary>phi2, in the second sum.</summary>
    public SmoothFunction Second { get; init; } = new();
}

/// <summary>
/// f*(x) = sum_{i &lt;= p1} a_i Phi(sum_{j &lt;= p2} v1_ij phi1(&lt;w1_j, x&gt;)) sum_{j &lt;= p2} v2_ij phi2(&lt;w2_j, x&gt;) with unit vectors drawn uniformly, as in the theory of three layers of
/// Allen-Zhu, Li and Liang (2019).
/// </summary>
public sealed class ThreeLayerConcept : IConcept
{
    private readonly ThreeLayerConceptOptions _options;
    private readonly Matrix<double>[] _inner;
    private readonly Matrix<double>[] _mixing;
    private readonly Vector<double> _coefficients;

    /// <summary>Draws it.</summary>
    /// <exception cref="CompositionException">A polynomial has no coefficients, or another function has some.</exception>
    public ThreeLayerConcept(ThreeLayerConceptOptions options, RandomStream stream)
    {
        options.Outer.Require(nameof(options.Outer));
        options.First.Require(nameof(options.First));
        options.Second.Require(nameof(options.Second));
        _options = options;
        Inputs = options.Law();
        _inner = [.. new[] { "first", "second" }.Select(name => new UnitSphere(options.Dimension).Draw(options.InnerTerms, stream.Child(name)))];
        _mixing = [.. new[] { "first-mixing", "second-mixing" }.Select(name => new UnitSphere(options.InnerTerms).Draw(options.Terms, stream.Child(name)))];
        _coefficients = options.Draw(stream.Child("coefficients"));
    }

    /// <inheritdoc/>
    public InputLaw Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SmoothFunction> Inner => [_options.First, _options.Second];

    /// <inheritdoc/>
    public (SmoothFunction Function, int Terms)? Outer => (_options.Outer, _options.InnerTerms);

    /// <inheritdoc/>
    public Matrix<double> Target(Matrix<double> inputs)
        => (Sums(0, _options.First, inputs).Map(_options.Outer.Value).PointwiseMultiply(Sums(1, _options.Second, inputs)) * _coefficients).ToColumnMatrix();

    // N x p1.
    private Matrix<double> Sums(int which, SmoothFunction function, Matrix<double> inputs) => inputs.TransposeAndMultiply(_inner[which]).Map(function.Value).TransposeAndMultiply(_mixing[which]);
}

using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.LossEvaluators;

/// <summary>Options of the evaluator "printed-values".</summary>
public sealed class PrintedValuesOptions
{
    /// <summary>What the curve is called in tables and plots.</summary>
    public string Label { get; init; } = "printed";

    /// <summary>The quantity that it is of; metrics of the same quantity are drawn with it.</summary>
    public string Quantity { get; init; } = Quantities.PopulationLoss;

    /// <summary>Where this run stands along the curve: most often an expression, such as the setting that a sweep varies.</summary>
    public double X { get; init; }

    /// <summary>The places of the printed values, each once.</summary>
    public IReadOnlyList<double> At { get; init; } = [];

    /// <summary>The printed values, one for each place.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];
}

/// <summary>A curve that somebody has printed, for figures and tables to show beside what a sweep measures. It measures nothing; where nothing is printed it gives no level.</summary>
public sealed class PrintedValues : IEvaluator, IReferenceLevels
{
    private readonly PrintedValuesOptions _options;

    /// <summary>Checks the curve.</summary>
    /// <exception cref="CompositionException">It has no places, or not as many values.</exception>
    public PrintedValues(PrintedValuesOptions options)
        => _options = options.At.Count > 0 && options.At.Count == options.Values.Count ? options
            : throw new CompositionException($"At has {options.At.Count} places and Values has {options.Values.Count}; a curve has as many values as places, and at least one");

    /// <summary>The value at the run's place, if there is one.</summary>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels
        => Enumerable.Range(0, _options.At.Count).Where(k => _options.At[k] == _options.X).Take(1).Select(k => new ReferenceLevel(_options.Quantity, _options.Label, _options.Values[k])).ToArray();

    /// <summary>Measures nothing.</summary>
    public IReadOnlyList<Metric> Evaluate() => [];
}

using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Margins;

/// <summary>Options of the evaluator "winning-directions".</summary>
public sealed class WinningDirectionsOptions
{
    /// <summary>The number k of relevant coordinates: the first.</summary>
    [Range(1, 100_000)]
    public int Relevant { get; init; } = 2;

    /// <summary>How far from a winning direction, in radians, a neuron counts as being there.</summary>
    [Range(0, Math.PI)]
    public double Within { get; init; } = 0.2;
}

/// <summary>
/// The share of the mass |a_j| ||w_j|| in neurons near a direction (+-1, ..., +-1, 0, ..., 0) / sqrt(k): those of the largest margin on a parity of the first k = 2
/// coordinates; and the share of the squared hidden weights that is in the relevant coordinates.
/// </summary>
[Measures("mass", "relevant-weight")]
public sealed class WinningDirections : IEvaluator
{
    private readonly WinningDirectionsOptions _options;
    private readonly ITwoLayerNetwork _model;

    /// <summary>Checks the number of coordinates.</summary>
    /// <exception cref="CompositionException">There are fewer, or several outputs.</exception>
    public WinningDirections(WinningDirectionsOptions options, ITwoLayerNetwork model)
    {
        (_options, _model) = (options, model);
        if (model.Neurons.Weights.ColumnCount < options.Relevant)
        {
            throw new CompositionException($"Relevant is {options.Relevant}, but inputs have {model.Neurons.Weights.ColumnCount} coordinates");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var neurons = _model.Neurons;
        var (near, mass, relevant, all) = (0.0, 0.0, 0.0, 0.0);
        for (var j = 0; j < neurons.Weights.RowCount; j++)
        {
            var w = neurons.Weights.Row(j);
            var (norm, first) = (w.L2Norm(), w.SubVector(0, _options.Relevant));
            var own = norm * neurons.Outputs.Row(j).L2Norm();
            mass += own;
            near += norm > 0 && first.L1Norm() >= Math.Cos(_options.Within) * Math.Sqrt(_options.Relevant) * norm ? own : 0;
            relevant += first.DotProduct(first);
            all += norm * norm;
        }

        return
        [
            mass > 0 ? new("mass", near / mass) { Quantity = "share of the mass", Axis = MetricAxis.Linear } : Metric.Undefined("mass"),
            all > 0 ? new("relevant-weight", relevant / all) { Quantity = "share of the squared weights", Axis = MetricAxis.Linear } : Metric.Undefined("relevant-weight"),
        ];
    }
}

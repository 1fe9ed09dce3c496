using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Sphere;

namespace BeyondNtk.Margins;

/// <summary>
/// How far training went: the distance of all parameters from their start over sqrt(m), and the angles by which neurons turned, each by the direction of its hidden weights: the
/// largest, and quantiles over the mass |a_j| ||w_j|| (||w_j|| where output weights are not trained).
/// </summary>
[Measures("distance", "rotation-largest", "rotation-median", "rotation-90-percent")]
public sealed class Movement : IEvaluator
{
    private readonly ITrainable _model;
    private readonly InitialParameters _initial;
    private readonly ParameterBlock _hidden;
    private readonly ParameterBlock? _outputs;

    /// <summary>Looks up the blocks.</summary>
    /// <exception cref="CompositionException">The model trains no hidden weights.</exception>
    public Movement(ITrainable model, InitialParameters initial)
        => (_model, _initial, _hidden, _outputs) = (model, initial, model.Require(BlockRole.HiddenWeights), model.Find(BlockRole.OutputWeights));

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var (angles, masses) = (new double[_hidden.Neurons], new double[_hidden.Neurons]);
        for (var j = 0; j < angles.Length; j++)
        {
            var now = _model.Parameters[_hidden.Row(j)];
            angles[j] = Angle.Between(_initial.Values[_hidden.Row(j)], now);
            masses[j] = TensorPrimitives.Norm<double>(now) * (_outputs is null ? 1 : TensorPrimitives.Norm<double>(_model.Parameters[_outputs.Row(j)]));
        }

        var largest = TensorPrimitives.Max<double>(angles);
        Array.Sort(angles, masses);
        return
        [
            new("distance", TensorPrimitives.Distance(_initial.Values, _model.Parameters) / Math.Sqrt(_hidden.Neurons)) { Quantity = "distance from the start over sqrt m" },
            Rotation("rotation-largest", largest),
            Rotation("rotation-median", Quantile(0.5)),
            Rotation("rotation-90-percent", Quantile(0.9)),
        ];

        double Quantile(double share)
        {
            var (left, j) = (share * TensorPrimitives.Sum<double>(masses), 0);
            while (j < masses.Length - 1 && (left -= masses[j]) > 0)
            {
                j++;
            }

            return angles[j];
        }
    }

    private static Metric Rotation(string name, double angle) => new(name, angle) { Quantity = "rotation in radians", Axis = MetricAxis.Linear };
}

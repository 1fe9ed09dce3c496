using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Sphere;

namespace BeyondNtk.SparseMeasures;

/// <summary>Options of the evaluator "measure".</summary>
public sealed class MeasureOptions
{
    /// <summary>How far from a direction of the teacher, in radians, mass still counts as being there.</summary>
    [Range(0, Math.PI)]
    public double Radius { get; init; } = 0.1;
}

/// <summary>
/// The student as a measure on the sphere, beside the teacher's: its total variation; the share of it off the teacher's directions; for each direction
/// of the teacher the mass near it over the teacher's own, and the angle from it to the mean direction of that mass; the share of directions whose
/// sign the mass near them has; and the largest error of a mass, which is small if and only if all neurons of the teacher are found.
/// </summary>
[Measures("total-variation", "off-mass", "recovered-signs", "mass-error", "mass-*", "rotation-*")]
public sealed class MeasureEvaluator : IEvaluator
{
    /// <summary>The quantity "total variation".</summary>
    public const string TotalVariation = "total variation";

    /// <summary>The quantity of an angle from a direction of the teacher.</summary>
    public const string Rotation = "rotation in radians";

    private readonly MeasureOptions _options;
    private readonly ITwoLayerNetwork _model;
    private readonly SphereMeasure _teacher;

    /// <summary>Looks at the teacher.</summary>
    /// <exception cref="CompositionException">A side has several outputs, or biases: it is no measure on the sphere.</exception>
    public MeasureEvaluator(MeasureOptions options, ITwoLayerNetwork model, ITwoLayerTeacher teacher)
    {
        (_options, _model) = (options, model);
        foreach (var (side, neurons) in (ReadOnlySpan<(string, Neurons)>)[("teacher", teacher.Neurons), ("model", model.Neurons)])
        {
            if (neurons.Outputs.ColumnCount != 1 || neurons.Biases is not null)
            {
                throw new CompositionException($"a network is a measure on the sphere if it has one output and no biases; the {side} has {neurons.Outputs.ColumnCount} outputs{(neurons.Biases is null ? "" : " and biases")}");
            }
        }

        _teacher = new SphereMeasure(teacher.Neurons);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var student = new SphereMeasure(_model.Neurons);
        var (count, dimension) = (_teacher.Masses.Length, _teacher.Directions[0].Length);
        var (masses, means) = (new double[count], Enumerable.Range(0, count).Select(_ => new double[dimension]).ToArray());
        var off = 0.0;
        for (var j = 0; j < student.Masses.Length; j++)
        {
            var angles = _teacher.Directions.Select(direction => Angle.Between(student.Directions[j], direction)).ToArray();
            var nearest = TensorPrimitives.IndexOfMin<double>(angles);
            if (student.Masses[j] != 0 && angles[nearest] > _options.Radius)
            {
                off += Math.Abs(student.Masses[j]);
                continue;
            }

            masses[nearest] += student.Masses[j];
            TensorPrimitives.MultiplyAdd(student.Directions[j], student.Masses[j], means[nearest], means[nearest]);
        }

        var total = student.TotalVariation;
        return
        [
            new("total-variation", total) { Quantity = TotalVariation },
            total > 0 ? new("off-mass", off / total) { Quantity = "share of the mass", Axis = MetricAxis.Linear } : Metric.Undefined("off-mass"),
            new("recovered-signs", (double)masses.Where((mass, j) => mass * _teacher.Masses[j] > 0).Count() / count) { Quantity = "share of the directions", Axis = MetricAxis.Linear },
            new("mass-error", masses.Select((mass, j) => Math.Abs((mass / _teacher.Masses[j]) - 1)).Max()) { Quantity = "largest error of a mass, relative" },
            .. masses.Select((mass, j) => new Metric($"mass-{j + 1}", mass / _teacher.Masses[j]) { Quantity = "mass over the teacher's", Axis = MetricAxis.Linear }),
            .. means.Select((mean, j) => Turn($"rotation-{j + 1}", mean, _teacher.Directions[j], masses[j])),
        ];
    }

    // The mean of positive mass points at the direction, that of negative mass away from it. Of no mass there is none.
    private static Metric Turn(string name, double[] mean, double[] direction, double mass)
    {
        var norm = TensorPrimitives.Norm<double>(mean);
        if (norm == 0 || mass == 0)
        {
            return Metric.Undefined(name);
        }

        TensorPrimitives.Multiply(mean, Math.Sign(mass) / norm, mean);
        return new(name, Angle.Between(mean, direction)) { Quantity = Rotation };
    }
}

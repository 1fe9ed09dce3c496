using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SparseMeasures;

/// <summary>Options of the evaluator "first-order-recovery".</summary>
public sealed class FirstOrderRecoveryOptions
{
    /// <summary>The weight lambda of the path norm in F = (1/2) E (f - f*)^2 + lambda sum |a_j| ||w_j||.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Lambda { get; init; } = 1e-3;
}

/// <summary>
/// What theory predicts of the optimum of F, to first order in lambda, for an orthonormal teacher of ReLU neurons on the unit sphere, as reference levels of
/// total variation, rotation and population loss. Measures the limit certificate, which does not depend on the model: the derivative of the total variation in
/// -lambda, and the largest |eta| opposite to the teacher's directions, where it must be below 1 for recovery.
/// </summary>
[Measures("shrinkage", "antipode-eta")]
public sealed class FirstOrderRecovery : IEvaluator, IReferenceLevels
{
    private const string Label = "first order in lambda";
    private readonly double _lambda;
    private readonly LimitCertificate _limit;

    /// <summary>Solves for the limit certificate.</summary>
    /// <exception cref="CompositionException">The teacher is no orthonormal ReLU network with outputs of 1 and -1 on the unit sphere.</exception>
    public FirstOrderRecovery(FirstOrderRecoveryOptions options, ITwoLayerTeacher teacher)
    {
        var neurons = teacher.Neurons;
        var why = SignedUnitNeurons.WhyNot(teacher) ?? (AreOrthonormal(neurons.Weights) ? null : "is not orthonormal; choose Directions axes or orthonormal, or leave the evaluator out");
        if (why is not null)
        {
            throw new CompositionException($"the prediction is for orthonormal ReLU neurons with outputs of 1 and -1 on the unit sphere; the teacher {why}");
        }

        MemoryNeed.Require(
            $"a certificate of {neurons.Weights.RowCount} neurons", neurons.Weights.RowCount, "neurons", count => Enumerable.Repeat(ArraySize.Of<double>(count * count, count * count), 2));
        (_lambda, _limit) = (options.Lambda, new LimitCertificate(neurons.Outputs.Column(0).ToArray(), teacher.Inputs.Dimension));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels
    {
        get
        {
            var (shrinkage, rotations) = (_limit.Shrinkage.Sum(), _limit.Rotation.Select(norm => _lambda * norm).OrderDescending().ToArray());
            return
            [
                new(MeasureEvaluator.TotalVariation, Label, _limit.Shrinkage.Count - (_lambda * shrinkage)),

                // By symmetry the rotations are often equal.
                .. rotations[0] - rotations[^1] <= 1e-9 * rotations[0] ? [new(MeasureEvaluator.Rotation, Label, rotations[0])]
                    : (ReferenceLevel[])[new(MeasureEvaluator.Rotation, $"{Label}, largest", rotations[0]), new(MeasureEvaluator.Rotation, $"{Label}, least", rotations[^1])],
                new(Quantities.PopulationLoss, Label, _lambda * _lambda * shrinkage),
            ];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate() => [new("shrinkage", _limit.Shrinkage.Sum()) { Quantity = "total variation lost per lambda" }, new("antipode-eta", _limit.AtAntipodes) { Quantity = "largest |eta| at an antipode", Axis = MetricAxis.Linear }];

    // To rounding of the draws.
    private static bool AreOrthonormal(Matrix<double> directions)
        => (directions.TransposeAndMultiply(directions) - Matrix<double>.Build.DenseIdentity(directions.RowCount)).Enumerate().All(entry => Math.Abs(entry) < 1e-9);
}

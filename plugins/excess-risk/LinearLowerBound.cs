using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Sphere;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.ExcessRisk;

/// <summary>Options of the evaluator "linear-lower-bound".</summary>
public sealed class LinearLowerBoundOptions
{
    /// <summary>The standard deviation s of the teacher's label noise.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Noise { get; init; } = 0.1;
}

/// <summary>
/// What no estimator that is linear in the labels (kernel ridge with any kernel and ridge, and any other) gets below on the inputs of the sample, in the mean over
/// teachers: m ReLU neurons of independent uniform directions and signs. Such a teacher has the covariance m K, K the arc-cosine kernel, so the least
/// mean risk is E_x m (K(x, x) - k(x)^T (K + (s^2/m) I)^-1 k(x)). It is exact: E_x k(x) k(x)^T is a series in Legendre polynomials. For the one
/// teacher at hand an estimator can do better than the mean.
/// </summary>
[Measures("bound")]
public sealed class LinearLowerBound : IEvaluator, IReferenceLevels
{
    private const int Degree = 200;

    private readonly Lazy<double> _bound;

    /// <summary>Checks that the teacher is one of those that the bound is a mean over.</summary>
    /// <exception cref="CompositionException">It is not, or the matrices do not fit in memory.</exception>
    public LinearLowerBound(LinearLowerBoundOptions options, ITwoLayerTeacher teacher, DataSet sample, ThreadBudget threads)
    {
        var (neurons, dimension) = (teacher.Neurons, teacher.Inputs.Dimension);
        if (SignedUnitNeurons.WhyNot(teacher) is { } why)
        {
            throw new CompositionException($"the bound is a mean over ReLU neurons of unit length with outputs of 1 and -1 on the unit sphere; the teacher {why}");
        }

        if (dimension < 2 || dimension > ZonalSeries.LargestDimension)
        {
            throw new CompositionException($"the bound is computed in 2 to {ZonalSeries.LargestDimension} dimensions; the teacher has {dimension}");
        }

        MemoryNeed.Require($"a kernel matrix of {sample.Count} examples", sample.Count, "examples", count => Enumerable.Repeat(ArraySize.Of<double>(count, count), 2));
        _bound = new Lazy<double>(() => Compute(sample.Inputs, neurons.Weights.RowCount, options.Noise, WorkerTeam.Get(threads.Count)));
    }

    /// <summary>The bound, as a level of the population loss.</summary>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new(Quantities.PopulationLoss, "linear estimators", _bound.Value)];

    /// <summary>The bound; it does not depend on the model.</summary>
    public IReadOnlyList<Metric> Evaluate() => [new("bound", _bound.Value) { Quantity = "least mean risk of linear estimators" }];

    private static double Compute(Matrix<double> inputs, int neurons, double noise, WorkerTeam team)
    {
        var (count, dimension) = (inputs.RowCount, inputs.ColumnCount);
        var kernel = GramMatrix.Compute(inputs.ToRowMajorArray(), dimension, team);
        var square = ZonalSeries.Expand(angle => ArcCosineKernel.Value(angle, dimension), dimension, Degree).Square();
        var products = new double[count][];
        team.Run(count, (i, _) =>
        {
            var row = kernel.AsSpan(i * count, count);
            products[i] = row.ToArray();
            square.Evaluate(products[i]);
            foreach (ref var value in row)
            {
                value = ArcCosineKernel.Value(Math.Acos(Math.Clamp(value, -1, 1)), dimension);
            }
        });
        var factor = new CholeskyFactor(kernel, count, noise * noise / neurons, team);
        while (!factor.IsComplete)
        {
            factor.Step();
        }

        // The trace of (K + (s^2/m) I)^-1 E k k^T, a column at a time.
        var explained = new double[count];
        team.Run(count, (i, _) =>
        {
            factor.Solve(products[i]);
            explained[i] = products[i][i];
        });
        return neurons * (ArcCosineKernel.Value(0, dimension) - explained.Sum());
    }
}

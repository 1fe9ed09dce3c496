using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Numerics.Linear;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RidgeRegression;

/// <summary>Options of the optimizer "feature-ridge".</summary>
public sealed class FeatureRidgeOptions
{
    /// <summary>The ridge added to the diagonal of the features' Gram matrix.</summary>
    [Range(0, double.MaxValue)]
    public double Ridge { get; init; } = 1e-6;

    /// <summary>What the ridge means: a multiple of the mean diagonal entry, or the number itself.</summary>
    public RidgeScale RidgeScale { get; init; } = RidgeScale.Relative;
}

/// <summary>
/// Ridge least squares in features: beta solves (Phi^T Phi + ridge I) beta = Phi^T y, Phi the N x M matrix of features. One step.
/// </summary>
public sealed class FeatureRidge : IOptimizer, IResourceUse, IDivergenceAdvice
{
    // Multiply-adds of the Gram matrix that take one thread some hundredths of a second.
    private const double ManyProducts = 1e9;

    private readonly FeatureRidgeOptions _options;
    private readonly IFeatureModel _model;
    private readonly DataSet _sample;
    private readonly WorkerTeam _team;
    private double _shift = double.NaN;
    private double _condition = double.NaN;

    /// <summary>Checks that the matrices fit in memory.</summary>
    /// <exception cref="CompositionException">They do not.</exception>
    public FeatureRidge(FeatureRidgeOptions options, IFeatureModel model, DataSet sample, ThreadBudget threads)
    {
        (_options, _model, _sample, _team) = (options, model, sample, WorkerTeam.Get(threads.Count));
        MemoryNeed.Require(
            $"a fit of {model.Features} features to {sample.Count} examples",
            model.Features,
            "features",
            features => [ArraySize.Of<double>(sample.Count, features), ArraySize.Of<double>(features, features)],
            ", more with fewer examples");
    }

    /// <inheritdoc/>
    public string Advice => RidgeScales.Advice(_shift);

    /// <inheritdoc/>
    public long Steps => 1;

    /// <summary>The features and their Gram matrix.</summary>
    public long Bytes => sizeof(double) * (long)_model.Features * (_sample.Count + _model.Features);

    /// <summary>All threads, once the matrices are large.</summary>
    public int UsefulThreads => (double)_sample.Count * _model.Features * _model.Features >= ManyProducts ? int.MaxValue : 1;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var phi = _model.Evaluate(_sample.Inputs);
        var features = phi.AsColumnMajorArray() ?? phi.ToColumnMajorArray();
        var gram = GramMatrix.Compute(features, _sample.Count, _team);
        _shift = _options.RidgeScale.Shift(_options.Ridge, gram, _model.Features);
        var factor = new CholeskyFactor(gram, _model.Features, _shift, _team);
        while (!factor.IsComplete)
        {
            factor.Step();
        }

        _condition = factor.ConditionEstimate;
        var weights = Matrix<double>.Build.Dense(_model.Features, _sample.Labels.ColumnCount);
        var loss = 0.0;
        for (var output = 0; output < weights.ColumnCount; output++)
        {
            var labels = _sample.Labels.Column(output).ToArray();
            var solution = TimesTransposed(features, labels);
            factor.Solve(solution);
            weights.SetColumn(output, solution);
            loss += SquaredError(features, solution, labels);
        }

        _model.SetWeights(weights);
        return new StepResult(loss / _sample.Count, Finished: true);
    }

    /// <summary>The ridge as it was added, and the condition number of the system (an estimate from below, from the pivots).</summary>
    public IReadOnlyList<Metric> Report()
        => [new("ridge", _shift), new("condition-by-pivots", _condition) { Quantity = Quantities.ConditionNumber }];

    // Phi^T y, Phi feature by feature.
    private double[] TimesTransposed(double[] features, double[] labels)
    {
        var product = new double[_model.Features];
        _team.Run(product.Length, (i, _) => product[i] = TensorPrimitives.Dot<double>(Feature(features, i), labels));
        return product;
    }

    // ||Phi beta - y||^2.
    private double SquaredError(double[] features, double[] weights, double[] labels)
    {
        const int Together = 1024;
        var errors = new double[labels.Length];
        _team.Run((labels.Length + Together - 1) / Together, (item, _) =>
        {
            var first = item * Together;
            var part = errors.AsSpan(first, Math.Min(Together, errors.Length - first));
            for (var i = 0; i < weights.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(Feature(features, i).Slice(first, part.Length), weights[i], part, part);
            }
        });
        TensorPrimitives.Subtract(errors, labels, errors);
        return TensorPrimitives.SumOfSquares<double>(errors);
    }

    private ReadOnlySpan<double> Feature(double[] features, int i) => features.AsSpan(i * _sample.Count, _sample.Count);
}

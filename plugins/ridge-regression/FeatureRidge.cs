using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions;
using BeyondNtk.Numerics;
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
public sealed class FeatureRidge(FeatureRidgeOptions options, IFeatureModel model, DataSet sample, ThreadBudget threads) : IOptimizer
{
    private double _shift = double.NaN;
    private double _condition = double.NaN;

    /// <inheritdoc/>
    public long Steps => 1;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var phi = model.Evaluate(sample.Inputs);
        var gram = RowProducts.Gram(phi.AsColumnMajorArray() ?? phi.ToColumnMajorArray(), sample.Count, WorkerTeam.Of(threads.Count));
        _shift = options.RidgeScale.Shift(options.Ridge, gram, model.Features);

        var system = Matrix<double>.Build.DenseOfColumnMajor(model.Features, model.Features, gram);
        system.SetDiagonal(system.Diagonal() + _shift);
        var factor = system.Cholesky();
        var weights = factor.Solve(phi.TransposeThisAndMultiply(sample.Labels));
        model.SetWeights(weights);

        var pivots = factor.Factor.Diagonal();
        _condition = Math.Pow(pivots.Maximum() / pivots.Minimum(), 2);
        var errors = (phi * weights) - sample.Labels;
        return new StepResult(errors.Enumerate().Sum(error => error * error) / sample.Count, true);
    }

    /// <summary>The ridge as it was added, and the condition number of the system (an estimate from below, from the pivots).</summary>
    public IReadOnlyList<Metric> Report() => [new("ridge", _shift), new("condition-estimate", _condition)];
}

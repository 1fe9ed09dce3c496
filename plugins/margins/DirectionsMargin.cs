using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins;

/// <summary>Options of the evaluator "directions-margin".</summary>
public sealed class DirectionsMarginOptions
{
    /// <summary>The difference of the bounds, relative to the largest feature, at which the linear programme is solved.</summary>
    [Range(1e-9, 1)]
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>The most rounds of mirror-prox.</summary>
    [Range(1, 100_000_000)]
    public int Rounds { get; init; } = 20_000;
}

/// <summary>
/// The largest normalised margin y f(x) / ||W||^2 on the sample that a network reaches whose neurons change in norm only: half of the value of the linear programme max gamma with
/// y_i sum_j s_j c_j act(&lt;v_j, x_i&gt;) &gt;= gamma, c &gt;= 0 and sum_j c_j = 1, for the directions v_j and signs s_j that the model has at its start. As a level, and with
/// the duality gap.
/// </summary>
[Measures("directions-margin", "duality-gap")]
public sealed class DirectionsMargin : IEvaluator, IReferenceLevels
{
    private readonly Lazy<(double Lower, double Upper)> _margin;

    /// <summary>Reads the model's directions.</summary>
    /// <exception cref="CompositionException">The model has biases or several outputs.</exception>
    public DirectionsMargin(DirectionsMarginOptions options, ITwoLayerNetwork model, DataSet sample)
    {
        var neurons = model.Neurons;
        if (neurons.Biases is not null || neurons.Outputs.ColumnCount != 1)
        {
            throw new CompositionException("the margin of fixed directions is that of a network of one output without biases");
        }

        _margin = new(() =>
        {
            var features = sample.Inputs.TransposeAndMultiply(neurons.Weights.NormalizeRows(2)).Map(neurons.Activation.Value);
            var payoffs = Matrix<double>.Build.Dense(features.RowCount, features.ColumnCount, (n, j) => sample.Labels[n, 0] * Math.Sign(neurons.Outputs[j, 0]) * features[n, j]);
            var (lower, upper) = MatrixGame.Solve(payoffs, options.Tolerance, options.Rounds);
            return (lower / 2, upper / 2);
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new(NormalisedMargin.Margin, "best of these directions", Middle)];

    private double Middle => (_margin.Value.Lower + _margin.Value.Upper) / 2;

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate() =>
    [
        new("directions-margin", Middle) { Quantity = "margin of the linear programme", Axis = MetricAxis.Linear },
        new("duality-gap", _margin.Value.Upper - _margin.Value.Lower) { Quantity = "duality gap of the linear programme" },
    ];
}

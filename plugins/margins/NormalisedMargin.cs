using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Margins;

/// <summary>
/// The margin of the sample over the squared norm of all trained parameters, min_n y_n f(x_n) / ||W||^2, which for a two-layer network of a homogeneous activation
/// does not depend on the scale of W; and the share of the sample that is misclassified.
/// </summary>
[Measures("margin", "training-error")]
public sealed class NormalisedMargin(ITrainable model, DataSet sample) : IEvaluator
{
    /// <summary>The quantity of the margin.</summary>
    public const string Margin = "normalised margin";

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var predictions = model.Predict(sample.Inputs);
        var least = predictions.Column(0).PointwiseMultiply(sample.Labels.Column(0)).Minimum();
        var norm = TensorPrimitives.SumOfSquares<double>(model.Parameters);
        return
        [
            norm > 0 ? new("margin", least / norm) { Quantity = Margin, Axis = MetricAxis.Linear } : Metric.Undefined("margin"),
            new("training-error", Signs.Missed(predictions, sample.Labels)) { Quantity = "training error", Axis = MetricAxis.Linear },
        ];
    }
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.LossEvaluators;

/// <summary>The mean squared error on the sample that the learners of an experiment share.</summary>
[Measures("loss")]
public sealed class TrainingLossEvaluator(IModel model, DataSet sample) : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var errors = model.Predict(sample.Inputs) - sample.Labels;
        return [new("loss", errors.Enumerate().Sum(error => error * error) / sample.Count) { Quantity = Quantities.TrainingLoss }];
    }
}

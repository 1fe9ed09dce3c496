using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.LossEvaluators;

/// <summary>
/// The mean loss of a learner on the sample that the learners of an experiment share: the loss of its own objective, without penalties, or the squared
/// loss of a learner that chooses none.
/// </summary>
[Measures("loss")]
public sealed class TrainingLossEvaluator(IModel model, DataSet sample, Objective? objective = null) : IEvaluator
{
    private readonly IPointwiseLoss _loss = objective?.Loss ?? new SquaredLoss();

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var predictions = model.Predict(sample.Inputs).ToColumnMajorArray();
        var sum = _loss.Evaluate(predictions, sample.Labels.ToColumnMajorArray(), new double[predictions.Length]);
        return [new("loss", sum / sample.Count) { Quantity = Quantities.TrainingLoss }];
    }
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.LossEvaluators.Tests;

public sealed class TrainingLossEvaluatorTests
{
    [Fact]
    public void IsTheMeanSquareOnTheSample()
    {
        var model = Network.Draw(HomogeneousActivation.Relu, 5, 1);
        var teacher = Network.Draw(HomogeneousActivation.Abs, 3, 2);
        var sample = DataSet.Draw(teacher, 17, new RandomStream(5));
        var expected = 0.0;
        for (var n = 0; n < 17; n++)
        {
            expected += Math.Pow(model.Predict(sample.Inputs)[n, 0] - sample.Labels[n, 0], 2) / 17;
        }

        var metric = Assert.Single(new TrainingLossEvaluator(model, sample).Evaluate());
        Assert.Equal(expected, metric.Value, expected * 1e-14);
        Assert.Equal(Quantities.TrainingLoss, metric.Quantity);
    }
}

using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.LossesAndPenalties.Tests;

/// <summary>Losses against their definitions, also where these overflow or cancel.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData(0, 1, 0.6931471805599453, -0.5)]
    [InlineData(2, 1, 0.12692801104297249, -0.11920292202211755)]
    [InlineData(2, -1, 2.1269280110429727, 0.8807970779778824)]
    [InlineData(40, 1, 4.248354255291589e-18, -4.248354255291589e-18)]
    [InlineData(1000, -1, 1000, 1)]
    public void TheLogisticLossIsExact(double prediction, double label, double loss, double derivative)
    {
        var derivatives = new double[1];

        Assert.Equal(loss, new LogisticLoss().Evaluate([prediction], [label], derivatives), 4e-16 * loss);
        Assert.Equal(derivative, derivatives[0], 4e-16 * Math.Abs(derivative));
    }

    [Fact]
    public void TheFactorOfTheSquaredLossIsInTheValueAndInTheSlope()
    {
        double[] predictions = [.. Enumerable.Range(0, 19).Select(n => 0.5 * n)];
        double[] labels = [.. Enumerable.Range(0, 19).Select(n => 3.0 - n)];
        var (half, derivatives) = (new SquaredLoss(new SquaredLossOptions { Factor = 0.5 }), new double[19]);

        var sum = half.Evaluate(predictions, labels, derivatives);

        // Halves of whole numbers: nothing is rounded.
        Assert.Equal(predictions.Zip(labels).Sum(pair => 0.5 * (pair.First - pair.Second) * (pair.First - pair.Second)), sum);
        Assert.Equal(predictions.Zip(labels).Select(pair => pair.First - pair.Second), derivatives);
    }
}

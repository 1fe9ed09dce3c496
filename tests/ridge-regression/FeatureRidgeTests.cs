using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.RidgeRegression.Tests;

public sealed class FeatureRidgeTests
{
    private const int Count = 500;

    [Fact]
    public void FeaturesThatDoNotFitAreRefusedWithWhatWouldFit()
    {
        var refusal = Assert.Throws<CompositionException>(
            () => new FeatureRidge(new FeatureRidgeOptions(), new SquareFeatures(1_000_000), Samples.Draw(Count, 3), new ThreadBudget(1)));

        // 8 (N M + M^2).
        Assert.Contains("a fit of 2000001 features to 500 examples needs 32,008,032,004,008 bytes", refusal.Message);
        var fits = long.Parse(refusal.Message.Split("at most about ")[1].Split(' ')[0]);
        Assert.InRange(8 * fits * (Count + fits), 1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Assert.InRange(fits * fits, 1, Array.MaxLength);
    }

    // Ridge regression is least squares with sqrt(ridge) times the identity below the features and zeros below the labels.
    [Theory]
    [InlineData(RidgeScale.Absolute, 0, 1)]
    [InlineData(RidgeScale.Absolute, 200, 2)]
    [InlineData(RidgeScale.Relative, 0.3, 1)]
    public void AgreesWithLeastSquares(RidgeScale scale, double ridge, int outputs)
    {
        var sample = Samples.Draw(Count, 3, outputs);
        var model = new SquareFeatures(3);
        var optimizer = new FeatureRidge(new FeatureRidgeOptions { Ridge = ridge, RidgeScale = scale }, model, sample, new ThreadBudget(2));
        var result = optimizer.Step();

        var features = model.Evaluate(sample.Inputs);
        var shift = scale == RidgeScale.Absolute ? ridge : ridge * (features.Transpose() * features).Trace() / model.Features;
        var augmented = features.Stack(Math.Sqrt(shift) * Matrix<double>.Build.DenseIdentity(model.Features));
        var expected = augmented.QR().Solve(sample.Labels.Stack(Matrix<double>.Build.Dense(model.Features, outputs)));
        var condition = Math.Pow(augmented.ConditionNumber(), 2);

        // The normal equations lose a factor of the condition number; sums of 500 products round some 500 times.
        Assert.True(condition < 100);
        Assert.InRange((model.Fitted! - expected).FrobeniusNorm() / expected.FrobeniusNorm(), 0, 100 * Count * 1.1e-16);
        Assert.Equal(shift, optimizer.Reported("ridge"), shift * 1e-13);
        Assert.InRange(optimizer.Reported("condition-by-pivots"), 1, condition * (1 + 1e-10));

        Assert.True(result.Finished);
        Assert.Equal(1, optimizer.Steps);
        Assert.Equal(Math.Pow((model.Predict(sample.Inputs) - sample.Labels).FrobeniusNorm(), 2) / Count, result.Loss, 1e-12);
    }
}

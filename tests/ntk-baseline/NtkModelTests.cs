using BeyondNtk.Abstractions.Learning;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.NtkBaseline.Tests;

public sealed class NtkModelTests
{
    // A matrix of zeros beside the diagonal takes no memory itself.
    [Fact]
    public void AnExpansionThatDoesNotFitIsRefusedInWords()
    {
        var sample = new DataSet(Matrix<double>.Build.Diagonal(1_000_000, 100_000), Matrix<double>.Build.Dense(1, 1));
        var refusal = Assert.Throws<CompositionException>(() => new NtkModel(new NtkOptions(), new ThreadBudget(1), sample));

        // Twice the points, and a block of 256 x 256 values.
        Assert.Matches("^an expansion over 1000000 examples in 100000 dimensions needs 1,600,000,524,288 bytes, and .*; at most about [0-9]+ examples fit$", refusal.Message);
    }

    // Blocks of 256: three of inputs, two of centres. Predictions do not depend on the number of threads.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PredictSumsTheExpansion(int outputs)
    {
        var inputs = new StandardGaussian(4).Draw(520, new RandomStream(1));
        var centres = new StandardGaussian(4).Draw(300, new RandomStream(2));
        var coefficients = new StandardGaussian(outputs).Draw(300, new RandomStream(3));
        var predictions = ((int[])[1, 2, 3]).Select(threads =>
        {
            var model = new NtkModel(new NtkOptions(), new ThreadBudget(threads));
            model.SetExpansion(centres, coefficients);
            return model.Predict(inputs);
        }).ToArray();

        Assert.All(predictions, prediction => Assert.Equal(predictions[0], prediction));
        for (var n = 0; n < 520; n++)
        {
            for (var output = 0; output < outputs; output++)
            {
                var (expected, magnitude) = (0.0, 0.0);
                for (var c = 0; c < 300; c++)
                {
                    var value = Kernel(inputs.Row(n).ToArray(), centres.Row(c).ToArray());
                    expected += value * coefficients[c, output];
                    magnitude += Math.Abs(value * coefficients[c, output]);
                }

                // 300 roundings of a sum, and a few of each value: no pair here is so parallel that its arc cosine is ill-conditioned.
                Assert.Equal(expected, predictions[0][n, output], 400 * 1.1e-16 * magnitude);
            }
        }
    }

    [Fact]
    public void NothingIsPredictedOrSavedBeforeAFit()
    {
        var model = new NtkModel(new NtkOptions(), new ThreadBudget(1));
        var predictions = model.Predict(new StandardGaussian(4).Draw(3, new RandomStream(1)));

        Assert.Equal((3, 1), (predictions.RowCount, predictions.ColumnCount));
        Assert.Equal(0, predictions.FrobeniusNorm());
        Assert.Empty(model.Weights);
    }

    [Fact]
    public void SavesCentresAndCoefficients()
    {
        var centres = new StandardGaussian(4).Draw(5, new RandomStream(2));
        var coefficients = new StandardGaussian(1).Draw(5, new RandomStream(3));
        var model = new NtkModel(new NtkOptions(), new ThreadBudget(1));
        model.SetExpansion(centres, coefficients);

        Assert.Equal(["centres", "coefficients"], model.Weights.Select(array => array.Name));
        Assert.Equal([centres, coefficients], model.Weights.Select(array => array.Values));
    }

    // |x| |z| (sin t + 2 (pi - t) cos t) / (2 pi), both layers.
    private static double Kernel(double[] x, double[] z)
    {
        var (inner, xx, zz) = (0.0, 0.0, 0.0);
        for (var k = 0; k < x.Length; k++)
        {
            inner += x[k] * z[k];
            xx += x[k] * x[k];
            zz += z[k] * z[k];
        }

        var sine = Math.Sqrt((xx * zz) - (inner * inner)) / Math.Sqrt(xx * zz);
        var cosine = inner / Math.Sqrt(xx * zz);
        return Math.Sqrt(xx * zz) * (sine + (2 * (Math.PI - Math.Atan2(sine, cosine)) * cosine)) / (2 * Math.PI);
    }
}

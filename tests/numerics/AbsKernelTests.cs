using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Gaussian;

namespace BeyondNtk.Numerics.Tests;

public sealed class AbsKernelTests
{
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(1 + 1e-15, 1)]
    [InlineData(0, 2 / Math.PI)]
    public void HasTheValuesKnownByHeart(double cosine, double expected) => Assert.Equal(expected, AbsKernel.Value(cosine), 1e-15);

    [Theory]
    [InlineData(-0.95)]
    [InlineData(-0.3)]
    [InlineData(0.1)]
    [InlineData(0.7)]
    [InlineData(0.999)]
    public void AgreesWithMonteCarlo(double cosine)
    {
        const int Count = 200_000;
        var stream = new RandomStream(21);
        var (sum, squares) = (0.0, 0.0);
        for (var n = 0; n < Count; n++)
        {
            var x = stream.NextGaussian();
            var product = Math.Abs(x * ((cosine * x) + (Math.Sqrt(1 - (cosine * cosine)) * stream.NextGaussian())));
            sum += product;
            squares += product * product;
        }

        var mean = sum / Count;
        var standardError = Math.Sqrt(((squares / Count) - (mean * mean)) / Count);
        Assert.InRange(AbsKernel.Value(cosine) - mean, -5 * standardError, 5 * standardError);
    }

    // By Mehler's formula the value is sum_k c_k r^k. What is left out beyond an order is between 0 and r^order times the remaining c_k.
    [Theory]
    [InlineData(-0.9)]
    [InlineData(0.2)]
    [InlineData(0.6)]
    [InlineData(0.99)]
    public void AgreesWithTheHermiteSeries(double cosine)
    {
        const int Orders = 400;
        var (sum, squares) = (0.0, 0.0);
        for (var order = 0; order <= Orders; order += 2)
        {
            sum += AbsSeries.Squared(order) * Math.Pow(cosine, order);
            squares += AbsSeries.Squared(order);
        }

        var remainder = (1 - squares) * Math.Pow(Math.Abs(cosine), Orders + 2);
        Assert.InRange(AbsKernel.Value(cosine), sum - 1e-14, sum + remainder + 1e-14);
    }
}

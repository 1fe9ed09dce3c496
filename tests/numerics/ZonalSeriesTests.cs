using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Laws;
using BeyondNtk.Numerics.Sphere;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Functions of an angle as Legendre series in d dimensions.</summary>
public sealed class ZonalSeriesTests
{
    // cos^2 t = 1/d + (1 - 1/d) P_2 in d dimensions.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(1000)]
    public void ASquareHasTwoTerms(int dimension)
    {
        var series = ZonalSeries.Expand(angle => Math.Cos(angle) * Math.Cos(angle), dimension, 3);

        Assert.Equal([1.0 / dimension, 0, 1 - (1.0 / dimension), 0], series.Coefficients.Select(c => Math.Round(c, 12)), (one, other) => Math.Abs(one - other) < 1e-12);
    }

    // The kernel is (1 - cos)^{3/2} at its kink: degree k contributes about k^-4, what is left out after 200 about 200^-3 / 3.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void ASeriesIsItsFunction(int dimension)
    {
        double[] angles = [0, 0.3, 1, 2, 3, Math.PI];
        double[] values = [.. angles.Select(Math.Cos)];

        ZonalSeries.Expand(ArcCosineKernel.Shape, dimension, 200).Evaluate(values);

        Assert.All(angles.Zip(values), pair => Assert.Equal(ArcCosineKernel.Shape(pair.First), pair.Second, 1e-6));
    }

    // E_x g(u, x) g(x, v) by Monte-Carlo over x, within five standard errors.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void TheSquareIsTheMeanOfProducts(int dimension)
    {
        var law = new UnitSphere(dimension);
        var ends = law.Draw(2, new RandomStream(1));
        var cosines = law.Draw(200_000, new RandomStream(2)) * ends.Transpose();
        var products = cosines.EnumerateRows().Select(row => Kernel(row[0]) * Kernel(row[1])).ToArray();
        double[] exact = [ends.Row(0) * ends.Row(1)];

        ZonalSeries.Expand(angle => ArcCosineKernel.Value(angle, dimension), dimension, 200).Square().Evaluate(exact);

        Assert.Equal(products.Mean(), exact[0], 5 * products.StandardDeviation() / Math.Sqrt(products.Length));

        double Kernel(double cosine) => ArcCosineKernel.Value(Math.Acos(Math.Clamp(cosine, -1, 1)), dimension);
    }
}

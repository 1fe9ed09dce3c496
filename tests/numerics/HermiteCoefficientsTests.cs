using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.Integration;

namespace BeyondNtk.Numerics.Tests;

public sealed class HermiteCoefficientsTests
{
    [Theory]
    [InlineData("relu")]
    [InlineData("abs")]
    public void AgreeWithQuadrature(string name)
    {
        var activation = name == "relu" ? HomogeneousActivation.Relu : HomogeneousActivation.Abs;
        for (var order = 0; order <= 12; order++)
        {
            // The kink at 0 is an end of both intervals, so the integrand is smooth on each.
            double Integrand(double z) => activation.Value(z) * Hermite(order, z) * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            var quadrature = GaussLegendreRule.Integrate(Integrand, -14, 0, 256) + GaussLegendreRule.Integrate(Integrand, 0, 14, 256);

            Assert.Equal(quadrature, HermiteCoefficients.Compute(activation, order), 1e-12);
        }
    }

    [Fact]
    public void SquaresAreThePapers()
    {
        Assert.Equal(2 / Math.PI, HermiteCoefficients.AbsSquared(0), 1e-15);
        Assert.Equal(1 / Math.PI, HermiteCoefficients.AbsSquared(2), 1e-15);
        Assert.Equal(1 / (12 * Math.PI), HermiteCoefficients.AbsSquared(4), 1e-15);
        Assert.Equal(1 / (40 * Math.PI), HermiteCoefficients.AbsSquared(6), 1e-15);
        Assert.Equal(0, HermiteCoefficients.AbsSquared(3));
    }

    // The Hermite polynomial of unit norm under N(0, 1), by its recurrence.
    private static double Hermite(int order, double z)
    {
        var (previous, current) = (0.0, 1.0);
        for (var k = 0; k < order; k++)
        {
            (previous, current) = (current, ((z * current) - (Math.Sqrt(k) * previous)) / Math.Sqrt(k + 1));
        }

        return current;
    }
}

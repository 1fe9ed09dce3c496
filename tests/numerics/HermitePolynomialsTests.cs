using BeyondNtk.Numerics.Hermite;

namespace BeyondNtk.Numerics.Tests;

public sealed class HermitePolynomialsTests
{
    // With a positive leading coefficient this says which polynomials they are. E z^2n = 1 * 3 * ... * (2n - 1). The terms of an inner product are
    // some 1e6 times larger than it at order 12, and rounded about 30 times.
    [Fact]
    public void AreOrthonormal()
    {
        for (var k = 0; k <= 12; k++)
        {
            var left = HermitePolynomials.Coefficients(k);
            Assert.Equal(k + 1, left.Length);
            Assert.True(left[k] > 0);
            for (var l = 0; l <= k; l++)
            {
                var right = HermitePolynomials.Coefficients(l);
                var inner = left.SelectMany((a, i) => right.Select((b, j) => a * b * Moment(i + j))).Sum();

                Assert.Equal(k == l ? 1 : 0, inner, 30 * 1.1e-16 * 1e6);
            }
        }
    }

    private static double Moment(int power)
        => power % 2 == 1 ? 0 : Enumerable.Range(1, power / 2).Aggregate(1.0, (product, n) => product * ((2 * n) - 1));
}

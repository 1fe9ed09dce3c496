using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Symmetry;

namespace BeyondNtk.Numerics.Tests;

public sealed class RademacherMomentsTests
{
    private const int Orders = (RademacherMoments.MaxOrder / 2) + 1;

    // E (s_1 + s_2 + s_3)^k = (3^k + 3) / 4: integers all the way.
    [Fact]
    public void OfThreeEqualNumbersAreExact()
        => Assert.Equal([1, .. Enumerable.Range(1, Orders - 1).Select(n => (Math.Pow(3, 2 * n) + 3) / 4)], Moments([1, 1, 1]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void AreThoseOfAllPatternsOfSigns(int count)
    {
        double[] z = [.. new StandardGaussian(count).Draw(1, new RandomStream(count)).Enumerate()];
        var moments = Moments(z);
        for (var n = 0; n < Orders; n++)
        {
            Assert.Equal(OverSigns(z, sums => Math.Pow(sums(z), 2 * n)), moments[n], Rounding(z, n));
        }
    }

    // z moves with velocity v: then m_k moves with k E (sum s z)^(k-1) (sum s v), and sum z^j with j sum z^(j-1) v.
    [Fact]
    public void SlopesAreTheirDerivatives()
    {
        double[] z = [0.7, -0.4, 1.1, 0.3], v = [0.2, 0.9, -0.5, 0.6];
        var moments = Moments(z);
        for (var k = 2; k <= RademacherMoments.MaxOrder; k += 2)
        {
            var velocity = 0.0;
            for (var j = 2; j <= k; j += 2)
            {
                velocity += RademacherMoments.Slope(k, j) * moments[(k - j) / 2] * z.Zip(v, (a, b) => j * Math.Pow(a, j - 1) * b).Sum();
            }

            Assert.Equal(OverSigns(z, sums => k * Math.Pow(sums(z), k - 1) * sums(v)), velocity, k * Rounding(z, k / 2));
        }
    }

    private static double[] Moments(double[] z)
    {
        var moments = new double[Orders];
        RademacherMoments.FromPowerSums(PowerSums(z), moments);
        return moments;
    }

    private static double[] PowerSums(double[] z) => [.. Enumerable.Range(1, Orders - 1).Select(n => z.Sum(value => Math.Pow(value, 2 * n)))];

    private static double OverSigns(double[] z, Func<Func<double[], double>, double> value)
        => Enumerable.Range(0, 1 << z.Length).Average(pattern => value(numbers => numbers.Select((x, i) => ((pattern >> i) & 1) == 0 ? x : -x).Sum()));

    // Some 50 roundings deep, each relative to a term of the recurrence, whose sum with all cumulants made positive bounds them. Without signs
    // the cumulants are the coefficients of log sec instead of log cosh: the tangent numbers 1, 2, 16, 272, ...
    private static double Rounding(double[] z, int half)
    {
        double[] tangent = [1, 2, 16, 272, 7936, 353792];
        var powerSums = PowerSums(z);
        double[] moments = [1, .. new double[half]];
        for (var n = 1; n <= half; n++)
        {
            for (var j = 1; j <= n; j++)
            {
                moments[n] += Choose((2 * n) - 1, (2 * j) - 1) * tangent[j - 1] * powerSums[j - 1] * moments[n - j];
            }
        }

        return 50 * 1.1e-16 * moments[half];
    }

    private static double Choose(int n, int k) => k == 0 ? 1 : Choose(n - 1, k - 1) * n / k;
}

using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Tests;

public sealed class VectorMathTests
{
    // Values of asin to 20 digits, from an arbitrary-precision program (mpmath): at both ends, on both sides of 1/2 where the formula changes,
    // and where the cancellation of pi/2 would show.
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-9, 1.0000000000000000624e-9)]
    [InlineData(0.1, 0.10016742116155980192)]
    [InlineData(0.25, 0.25268025514207865349)]
    [InlineData(0.5, 0.52359877559829887308)]
    [InlineData(0.5000000000000001, 0.52359877559829900127)]
    [InlineData(0.75, 0.84806207898148100805)]
    [InlineData(0.9990234375, 1.5265985556491813013)]
    [InlineData(0.9999999999999999, 1.5707963118937354254)]
    [InlineData(1.0, 1.5707963267948966192)]
    [InlineData(1.0000000000000002, 1.5707963267948966192)]
    public void AsinIsWithinTwoUnits(double x, double expected)
    {
        foreach (var sign in (double[])[1, -1])
        {
            // A whole vector and a rest.
            var values = Enumerable.Repeat(sign * x, 11).ToArray();
            VectorMath.Asin(values, values);
            var unit = Math.BitIncrement(expected) - expected;

            Assert.All(values, value => Assert.InRange((sign * value) - expected, -2 * unit, 2 * unit));
        }
    }

    [Fact]
    public void AsinAgreesWithTheLibrarysEverywhere()
    {
        var stream = new RandomStream(3);
        var x = Enumerable.Range(0, 200_000).Select(_ => (2 * stream.NextDouble()) - 1).ToArray();
        var result = new double[x.Length];
        VectorMath.Asin(x, result);

        // Two units of ours and one of the library's.
        for (var n = 0; n < x.Length; n++)
        {
            var expected = Math.Asin(x[n]);
            Assert.InRange(Math.Abs(result[n] - expected), 0, 3 * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)));
        }
    }

    // Alone, among numbers of either formula, in a whole vector and in a rest: a run that has diverged must show.
    [Fact]
    public void WhatIsNotANumberStaysNone()
    {
        for (var place = 0; place < 11; place++)
        {
            foreach (var other in (double[])[0.1, 0.9])
            {
                var values = Enumerable.Repeat(other, 11).ToArray();
                values[place] = double.NaN;
                var (asin, angles, sines) = (new double[11], new double[11], new double[11]);
                VectorMath.Asin(values, asin);
                VectorMath.Angles(values, angles, sines);

                Assert.All([asin, angles, sines], result => Assert.True(double.IsNaN(result[place]) && result.Count(double.IsFinite) == 10));
            }
        }
    }

    [Fact]
    public void NegativeZeroKeepsItsSign()
    {
        var value = new double[1];
        VectorMath.Asin([-0.0], value);

        Assert.True(double.IsNegative(value[0]));
    }

    // 13 numbers: whole vectors of every width, and a rest.
    [Fact]
    public void AnglesAreAsinAndTheSine()
    {
        double[] cosines = [0, 0.1, -0.3, 0.5, -0.5000001, 0.7, 0.9, -0.99, 0.9999999, 1, -1, 1.0000000000000002, 0.25];
        var (asin, sines, expected) = (new double[13], new double[13], new double[13]);
        VectorMath.Angles(cosines, asin, sines);
        VectorMath.Asin(cosines, expected);

        Assert.Equal(expected, asin);
        for (var n = 0; n < cosines.Length; n++)
        {
            // Two differences, a product and a root, each rounded once: under two units together.
            var sine = Math.Sqrt(Math.Max(0, (1 - cosines[n]) * (1 + cosines[n])));
            Assert.InRange(sines[n], sine * (1 - 4.5e-16), sine * (1 + 4.5e-16));
        }
    }
}

using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.SmoothConcepts.Tests;

public sealed class SmoothFunctionTests
{
    // Closed forms of sum_i (i + 1)^1.75 R^i |c_i| do not exist; the sum itself, in its first 60 terms, does.
    [Theory]
    [InlineData(FunctionName.Sin, 2, 1)]
    [InlineData(FunctionName.Cos, -3, 1.5)]
    [InlineData(FunctionName.Exp, 1, 2)]
    public void TheSampleComplexityIsItsSeries(FunctionName name, double frequency, double radius)
    {
        var (expected, coefficient) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var counts = name == FunctionName.Exp || int.IsEvenInteger(i) == (name == FunctionName.Cos);
            expected += counts ? Math.Pow(i + 1, 1.75) * Math.Pow(radius, i) * coefficient : 0;
            coefficient *= Math.Abs(frequency) / (i + 1);
        }

        Assert.Equal(3 * expected, new SmoothFunction { Function = name, Frequency = frequency }.SampleComplexity(radius, 3), 1e-10 * expected);
    }

    // sum_i R^i |c_i| is exp(R), sinh(R), cosh(R), and of tanh it is tan(R); of the width's measure this is what C = 1 gives beside the second sum, which eps -> 1 takes away.
    [Theory]
    [InlineData(FunctionName.Exp, 1.5)]
    [InlineData(FunctionName.Sin, 1.5)]
    [InlineData(FunctionName.Cos, 1.5)]
    [InlineData(FunctionName.Tanh, 1.2)]
    public void TheWidthComplexityWithoutItsSecondSumIsAKnownFunction(FunctionName name, double radius)
    {
        var expected = name switch { FunctionName.Exp => Math.Exp(radius), FunctionName.Sin => Math.Sinh(radius), FunctionName.Cos => Math.Cosh(radius), _ => Math.Tan(radius) };
        var constantTerm = name is FunctionName.Exp or FunctionName.Cos ? 1 : 0;

        Assert.Equal(expected + constantTerm, new SmoothFunction { Function = name }.WidthComplexity(radius, 1, 1), 1e-13 * expected);
    }

    [Fact]
    public void BeyondItsRadiusOfConvergenceTanhHasNoComplexity()
    {
        var function = new SmoothFunction { Function = FunctionName.Tanh, Frequency = 8 };

        Assert.True(double.IsFinite(function.SampleComplexity(0.19, 1)));
        Assert.Equal(double.PositiveInfinity, function.SampleComplexity(0.2, 1));
    }

    [Fact]
    public void APolynomialIsWhatItsCoefficientsSay()
    {
        var function = new SmoothFunction { Function = FunctionName.Polynomial, Frequency = 2, Coefficients = [1, 0, -3] };

        Assert.Equal(1 - (3 * 0.36), function.Value(0.3), 1e-15);
        Assert.Equal(1 + (Math.Pow(3, 1.75) * 25 * 12), function.SampleComplexity(5, 1), 1e-9);
    }

    [Fact]
    public void CoefficientsAreOfPolynomialsAlone()
    {
        Assert.Contains("Summed:Coefficients is empty", Assert.Throws<CompositionException>(() => new SmoothProduct(new() { Summed = new() { Function = FunctionName.Polynomial } })).Message);
        Assert.Contains("Factor:Function is Sin", Assert.Throws<CompositionException>(() => new SmoothProduct(new() { Factor = new() { Coefficients = [1] } })).Message);
    }
}

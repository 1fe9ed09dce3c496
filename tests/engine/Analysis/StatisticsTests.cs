using BeyondNtk.Engine.Analysis;

namespace BeyondNtk.Engine.Tests;

/// <summary>Against values of numpy 1.24, scipy 1.10 and statsmodels' formulas, computed apart.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void QuartilesAreNumpys()
    {
        // numpy.quantile([3, 1, 4, 1.5, 9, 2.6], [0.25, 0.5, 0.75])
        var spread = FiveNumberSummary.Compute([3, 1, 4, 1.5, 9, 2.6]);

        Assert.Equal((6, 1, 9), (spread.Count, spread.Minimum, spread.Maximum));
        Assert.Equal(1.775, spread.LowerQuartile, 1e-12);
        Assert.Equal(2.8, spread.Median, 1e-12);
        Assert.Equal(3.75, spread.UpperQuartile, 1e-12);
    }

    [Fact]
    public void ARunThatDivergedIsWorseThanAnyOther()
    {
        var spread = FiveNumberSummary.Compute([double.NaN, 1, 2, double.PositiveInfinity]);

        Assert.Equal((1, 1.75, double.PositiveInfinity), (spread.Minimum, spread.LowerQuartile, spread.Median));
        Assert.Equal(2, FiveNumberSummary.Compute([1, 2, double.NaN]).Median);
    }

    [Fact]
    public void FewValuesAreShownByTheirEndsAndManyByTheirQuartiles()
    {
        Assert.Equal((1, 4), FiveNumberSummary.Compute([1, 2, 3, 4]).Band);
        Assert.Equal((2, 4), FiveNumberSummary.Compute([1, 2, 3, 4, 5]).Band);
    }

    [Fact]
    public void AnExactPowerLawHasItsExponentAndNoMargin()
    {
        var law = PowerLaw.Fit(new[] { 8.0, 16, 24, 64 }.Select(x => (x, 3 * Math.Pow(x, -1.5))));

        Assert.NotNull(law);
        Assert.Equal(-1.5, law.Slope, 1e-12);
        Assert.Equal(-1.5, law.Low, 1e-7);
        Assert.Equal(-1.5, law.High, 1e-7);
    }

    [Fact]
    public void TheIntervalIsStudents()
    {
        // On ln x = 0, 1, 2 and ln y = 0, 2, 1: slope 1/2, residuals -1/2, 1, -1/2, so that the standard error is sqrt(1.5 / 1 / 2), and
        // the quantile of one degree of freedom is tan(0.475 pi).
        var law = PowerLaw.Fit([(1, 1), (Math.E, Math.Exp(2)), (Math.Exp(2), Math.E)]);

        var margin = Math.Tan(0.475 * Math.PI) * Math.Sqrt(0.75);
        Assert.NotNull(law);
        Assert.Equal(0.5, law.Slope, 1e-12);
        Assert.Equal(0.5 - margin, law.Low, 1e-8);
        Assert.Equal(0.5 + margin, law.High, 1e-8);
    }

    [Fact]
    public void TwoPlacesAreNoPowerLaw() => Assert.Null(PowerLaw.Fit([(1, 1), (1, 2), (2, 3), (2, 4)]));

    // The interval's ends solve |p - share| = z sqrt(p (1 - p) / n).
    [Theory]
    [InlineData(0, 20)]
    [InlineData(7, 20)]
    [InlineData(20, 20)]
    public void TheEndsOfWilsonsIntervalAreThoseTheShareIsJustCompatibleWith(int hits, int count)
    {
        const double Z = 1.959963984540054;
        var proportion = new Proportion(hits, count);
        foreach (var end in new[] { proportion.Interval.Low, proportion.Interval.High })
        {
            // The root of a rounding error of 1e-16 is 1e-8.
            Assert.Equal(Z * Math.Sqrt(end * (1 - end) / count), Math.Abs(end - proportion.Share), 1e-7);
        }
    }
}

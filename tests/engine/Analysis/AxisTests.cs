using BeyondNtk.Engine.Analysis.Plotting;

namespace BeyondNtk.Engine.Tests;

public sealed class AxisTests
{
    [Fact]
    public void DecadesAreTheTicksOfALogarithmicAxis()
    {
        Assert.Equal([(1, "1"), (10, "10"), (100, "100"), (1000, "10³")], new Axis([1, 1000], true, 0, 100).Ticks());
        Assert.Equal(["10⁻²", "10⁻¹", "1"], new Axis([0.01, 3], true, 0, 100).Ticks().Select(tick => tick.Label));
        Assert.Equal("10¹⁰", new Axis([1, 1e10], true, 0, 100).Ticks().Last().Label);
    }

    [Fact]
    public void DecadesAreEvenlySpacedAndInside()
    {
        var axis = new Axis([1, 1000], true, 20, 120);
        double[] places = [axis.Place(1), axis.Place(10), axis.Place(100), axis.Place(1000)];

        Assert.Equal(places[1] - places[0], places[2] - places[1], 1e-9);
        Assert.Equal(places[1] - places[0], places[3] - places[2], 1e-9);
        Assert.InRange(places[0], 20, 30);
        Assert.InRange(places[3], 110, 120);
    }

    [Fact]
    public void MinorTicksAreTheMultiplesBetweenDecades()
    {
        var ticks = new Axis([1, 100], true, 0, 100).MinorTicks().ToArray();

        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 20, 30, 40, 50, 60, 70, 80, 90], ticks.Where(tick => tick is > 1 and < 100).Select(tick => Math.Round(tick, 9)));
        Assert.Empty(new Axis([1, 100], false, 0, 100).MinorTicks());
    }

    [Theory]
    [InlineData(0, 10, "0 5 10")]
    [InlineData(0, 1, "0 0.5 1")]
    [InlineData(-1, 1, "-1 -0.5 0 0.5 1")]
    [InlineData(100, 104, "100 101 102 103 104")]
    [InlineData(0.001, 0.0012, "0.001 0.00105 0.0011 0.00115 0.0012")]
    public void RoundNumbersAreTheTicksOfALinearAxis(double low, double high, string labels)
        => Assert.Equal(labels, string.Join(' ', new Axis([low, high], false, 0, 100).Ticks().Select(tick => tick.Label)));

    [Fact]
    public void AnAxisMayRunBackwards()
    {
        var axis = new Axis([0, 10], false, 300, 40);

        Assert.Equal(170, axis.Place(5), 1e-9);
        Assert.True(axis.Place(0) > axis.Place(10));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ASingleValueLiesInTheMiddle(bool logarithmic)
    {
        var axis = new Axis([5], logarithmic, 0, 100);

        Assert.Equal(50, axis.Place(5), 1e-9);
        Assert.NotEmpty(axis.Ticks());
    }
}

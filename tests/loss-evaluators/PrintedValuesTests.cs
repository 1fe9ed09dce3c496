using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.LossEvaluators.Tests;

/// <summary>Curves that somebody has printed.</summary>
public sealed class PrintedValuesTests
{
    [Theory]
    [InlineData(100, 0.5)]
    [InlineData(200, 0.25)]
    [InlineData(150, null)]
    public void TheLevelIsTheValueAtTheRunsPlaceIfOneIsPrinted(double x, double? expected)
    {
        var curve = new PrintedValues(new() { Label = "theirs", X = x, At = [100, 200], Values = [0.5, 0.25] });

        Assert.Empty(curve.Evaluate());
        Assert.Equal(expected is { } value ? [new(Quantities.PopulationLoss, "theirs", value)] : [], curve.ReferenceLevels);
    }

    [Fact]
    public void ACurveHasAsManyValuesAsPlaces()
        => Assert.Contains("At has 2 places and Values has 1", Assert.Throws<CompositionException>(() => new PrintedValues(new() { At = [1, 2], Values = [1] })).Message);
}

using BeyondNtk.Engine.Analysis.Plotting;

namespace BeyondNtk.Engine.Tests;

/// <summary>What is left out of a drawing cannot be seen: columns of pixels keep their extremes.</summary>
public sealed class ThinningTests
{
    private static readonly (double X, double Y)[] Noise = [.. Enumerable.Range(0, 200_000).Select(n => (n / 400.0, (double)((n * 7919L) % 1009)))];

    [Fact]
    public void FewPointsStayAsTheyAre() => Assert.Same(Noise[..4000] is var few ? few : [], Thinning.Line(few));

    [Fact]
    public void ALineKeepsTheExtremesOfEveryColumnAndItsOrder()
    {
        var line = Thinning.Line(Noise);

        Assert.InRange(line.Count, 1000, 4001);
        Assert.Equal(line.OrderBy(place => place.X), line);
        Assert.Equal((Noise[0], Noise[^1]), (line[0], line[^1]));
        Assert.Equal(Columns(Noise), Columns(line));
    }

    [Fact]
    public void ABandCoversWhatItCovered()
    {
        var band = Thinning.Band([.. Noise.Select(place => (place.X, place.Y, place.Y + 5))]);

        Assert.InRange(band.Count, 1000, 1001);
        Assert.Equal(Columns(Noise), band.Select(place => (place.Low, place.High - 5)));
    }

    [Fact]
    public void DotsStandWhereverThereWasOne()
    {
        static HashSet<(long, long)> Cells(IEnumerable<(double X, double Y)> places) => [.. places.Select(place => ((long)(2 * place.X), (long)(2 * place.Y)))];
        (double X, double Y)[] repeated = [.. Enumerable.Repeat(Noise[..5000], 20).SelectMany(places => places)];

        var dots = Thinning.Dots(repeated);

        Assert.Equal(Cells(repeated), Cells(dots));
        Assert.InRange(dots.Count, 1, 20_000);
    }

    private static IEnumerable<(double Low, double High)> Columns(IEnumerable<(double X, double Y)> places)
        => places.GroupBy(place => (long)(2 * place.X)).Select(column => (column.Min(place => place.Y), column.Max(place => place.Y)));
}

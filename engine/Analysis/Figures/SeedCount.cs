using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>Tells figures that say something over seeds from too few of them.</summary>
internal static class SeedCount
{
    // The median of their law lies between the smallest and the largest of n values with probability 1 - 2^(1 - n): of two every other time.
    private const int FewestForMedians = 3;

    // One seed more or less changes a share of fewer by a quarter and more.
    private const int FewestForShares = 5;

    /// <param name="series">What the figure shows.</param>
    /// <param name="settings">What it was asked to say.</param>
    /// <param name="results">The experiment.</param>
    /// <param name="steps">Whether it is a figure over the step, which states no power law.</param>
    public static IReadOnlyList<Conclusion> Check(IReadOnlyList<Series> series, FigureSettings settings, ExperimentResults results, bool steps)
    {
        int[] counts = [.. series.SelectMany(one => one.Points).Select(point => point.Values.Count)];
        var (claim, needed) = settings.ShareBelow is not null ? ($"a share of {results.Unit(2)}", FewestForShares)
            : settings.Slope && !steps ? ("a power law", FewestForMedians)
            : counts.Any(count => count > 1) ? ($"medians over {results.Unit(2)}", FewestForMedians)
            : ("", 0);
        return counts.Any(count => count < needed)
            ?
            [
                new Conclusion(
                    ConclusionKind.TooFewSeeds,
                    null,
                    $"it states {claim} with {counts.Min()} {results.Unit(counts.Min())} at a point, too few to tell from chance; at least {needed} are needed"),
            ]
            : [];
    }
}

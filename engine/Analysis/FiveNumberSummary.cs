using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis;

/// <summary>How values over seeds lie. A value that is no number counts as larger than any: a run that diverged is not one that did well.</summary>
internal sealed record FiveNumberSummary(int Count, double Minimum, double LowerQuartile, double Median, double UpperQuartile, double Maximum)
{
    // Quartiles of fewer values say less than the smallest and the largest do.
    private const int FewestForQuartiles = 5;

    /// <summary>The band that plots show: the quartiles, or the smallest and the largest of few values.</summary>
    public (double Low, double High) Band => Count >= FewestForQuartiles ? (LowerQuartile, UpperQuartile) : (Minimum, Maximum);

    /// <summary>What <see cref="Band"/> is, in words.</summary>
    public string BandName => Count >= FewestForQuartiles ? "quartiles" : "smallest to largest";

    /// <summary>The spread of at least one value.</summary>
    public static FiveNumberSummary Compute(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Select(value => double.IsNaN(value) ? double.PositiveInfinity : value).Order()];
        return new FiveNumberSummary(sorted.Length, sorted[0], Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), sorted[^1]);
    }

    /// <summary>The median, with the band where there are several values.</summary>
    public string ToText() => Count == 1 ? NumberText.Of(Median) : $"{NumberText.Of(Median)} ({NumberText.Of(Band.Low)} to {NumberText.Of(Band.High)})";

    // Linear between the order statistics (definition 7 of Hyndman and Fan 1996, numpy's default), and infinity stays infinity:
    // a library's interpolation makes it none.
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var weight = place - below;
        return weight == 0 ? sorted[below] : double.IsInfinity(sorted[below + 1]) ? sorted[below + 1] : sorted[below] + (weight * (sorted[below + 1] - sorted[below]));
    }
}

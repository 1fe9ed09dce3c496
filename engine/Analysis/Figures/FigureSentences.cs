using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Text;
using MathNet.Numerics.Statistics;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>What a figure says, in sentences made from its numbers.</summary>
internal static class FigureSentences
{
    /// <summary>One sentence a series: how far it gets, against which level, and by what power.</summary>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<Series> series, IReadOnlyList<LevelSeries> levels, FigureSettings settings, ExperimentResults results, string x, bool steps)
        =>
        [
            .. series.Select(one => settings.ShareBelow is { } below ? Shares(one, below, results, x)
                : steps ? $"{one.Label} {(one.Diverged ? "diverged; its last value is" : "ends at")} {Value(one.Points[^1], results)}{AgainstLevel(one, levels)}."
                : $"{one.Label}: {Values(one, results, x)}{AgainstLevel(one, levels)}{(settings.Slope ? Slope(one, x) : "")}."),
        ];

    /// <summary>How the two sides of points rise together.</summary>
    public static IReadOnlyList<string> OfPoints(IEnumerable<(string Label, Observation[] Points)> series)
        =>
        [
            .. series.Select(one =>
            {
                Observation[] points = [.. one.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Value))];
                var correlation = points.Length > 2 ? Correlation.Spearman(points.Select(point => point.X), points.Select(point => point.Value)) : double.NaN;
                return double.IsNaN(correlation)
                    ? $"{one.Label}: {points.Length} points, too few or too equal for a rank correlation."
                    : FormattableString.Invariant($"{one.Label}: rank correlation {correlation:0.00} over {points.Length} points.");
            }),
        ];

    private static string Shares(Series series, double below, ExperimentResults results, string x)
    {
        var shares = series.Points.Select(point => (point, Hits: point.Values.Count(value => value < below))).ToArray();
        var words = string.Join(", ", shares.Select(share => $"{share.Hits} of {share.point.Values.Count} at {x} = {share.point.Text}"));
        var all = shares.Reverse().TakeWhile(share => share.Hits == share.point.Values.Count).Select(share => share.point.Text).LastOrDefault();
        var reached = all is null ? "not all at the last" : $"all {results.Unit(2)} from {x} = {all} on";
        return $"{series.Label}: {words} are below {NumberText.Of(below)}; {reached}.";
    }

    private static string Values(Series series, ExperimentResults results, string x)
    {
        var points = series.Points.Count <= 3 ? series.Points : [series.Points[0], series.Points[^1]];
        return string.Join(", ", points.Select(point => $"{Value(point, results)} at {x} = {point.Text}"));
    }

    private static string Value(SeriesPoint point, ExperimentResults results)
    {
        var median = double.IsFinite(point.Summary.Median) ? NumberText.Of(point.Summary.Median) : "no finite value";
        var count = point.Values.Count;
        return count == 1 ? median
            : $"{median} (median of {count} {results.Unit(count)}, {point.Summary.BandName} {NumberText.Of(point.Summary.Band.Low)} to {NumberText.Of(point.Summary.Band.High)})";
    }

    // Against the lowest level: the hardest to pass.
    private static string AgainstLevel(Series series, IReadOnlyList<LevelSeries> levels)
    {
        var last = series.Points[^1];
        var lowest = levels.Where(level => level.At(last.X) > 0).OrderBy(level => level.At(last.X)).FirstOrDefault();
        if (lowest is null || !(last.Summary.Median > 0) || !double.IsFinite(last.Summary.Median))
        {
            return "";
        }

        return $"; {LevelWords.Against(last.Summary.Median, lowest.At(last.X), lowest.Label)} there";
    }

    private static string Slope(Series series, string x)
        => PowerLaw.Fit(series.Points.SelectMany(point => point.Values.Select(value => (point.X, value)))) is { } law
            ? FormattableString.Invariant($"; it goes as {x} to the power {law.Slope:0.00} (95 % interval {law.Low:0.00} to {law.High:0.00}, {law.Count} runs)")
            : "; too few values for a power law";
}

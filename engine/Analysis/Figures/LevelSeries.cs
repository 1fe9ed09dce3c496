using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>A level that the teachers of the runs know, at each place of a horizontal axis.</summary>
internal sealed record LevelSeries(string Label, IReadOnlyList<(double X, double Value)> Points)
{
    private const double Same = 1e-9;

    /// <summary>True when it is the same everywhere.</summary>
    public bool IsConstant => Points.All(point => Math.Abs(point.Value - Points[0].Value) <= Same * Math.Abs(Points[0].Value));

    /// <summary>The level at a place.</summary>
    public double At(double x) => Points.FirstOrDefault(point => point.X == x, Points[^1]).Value;

    /// <summary>The levels of a quantity; one that differs between groups of runs at the same place has no single value and is left out.</summary>
    /// <param name="results">The runs.</param>
    /// <param name="quantity">The quantity.</param>
    /// <param name="place">Where a run stands.</param>
    /// <param name="group">A run's group.</param>
    public static IReadOnlyList<LevelSeries> Compute(
        ExperimentResults results, string quantity, Func<RunPlan, double> place, Func<RunPlan, RunGroup> group)
    {
        var levels = results.Runs.SelectMany(run => run.Result.Record.ReferenceLevels.Where(level => level.Quantity == quantity)
            .Select(level => (level.Label, X: place(run.Run), Group: group(run.Run), level.Value)));
        return
        [
            .. levels.GroupBy(level => level.Label)
                .Where(label => label.GroupBy(level => level.X).All(at => Agree([.. at.GroupBy(level => level.Group).Select(one => FiveNumberSummary.Compute(one.Select(level => level.Value)).Median)])))
                .Select(label => new LevelSeries(label.Key, [.. label.GroupBy(level => level.X).OrderBy(at => at.Key).Select(at => (at.Key, FiveNumberSummary.Compute(at.Select(level => level.Value)).Median))])),
        ];
    }

    // Levels that are drawn with the seed differ a little between groups too.
    private static bool Agree(double[] values) => values.Max() <= 1.05 * values.Min();
}

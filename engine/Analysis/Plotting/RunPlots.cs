using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Plotting;

/// <summary>The plots of a run: one for each measured quantity, against the step.</summary>
internal sealed class RunPlots : IRunPlotter
{
    // A learner with fewer points after its start than this has no curve to show: it is drawn as a level.
    private const int FewestPoints = 3;

    /// <summary>Draws the plots and returns their paths, in the order in which the quantities were first measured.</summary>
    public IReadOnlyList<string> Draw(RunFolder folder, RunRecord record, IReadOnlyList<Measurement> measurements)
    {
        var title = $"{record.Experiment} (d = {record.Dimension}, seed {record.Seed})";
        var divergences = record.Learners.Where(learner => learner.Status == RunStatus.Diverged).ToDictionary(learner => learner.Label, learner => learner.Steps);
        var names = FileNames.For(measurements.Select(measurement => measurement.Metric.Quantity));
        var paths = new List<string>();
        foreach (var quantity in measurements.GroupBy(measurement => measurement.Metric.Quantity))
        {
            if (PlotOf(title, quantity.Key, [.. quantity], record.ReferenceLevels, divergences).ToSvg() is { } svg)
            {
                var path = Path.Combine(folder.Plots, names[quantity.Key] + ".svg");
                AtomicFile.WriteText(path, svg);
                paths.Add(path);
            }
        }

        return paths;
    }

    /// <summary>The plots in a run's folder, the quantity that was measured first before the others.</summary>
    public static IReadOnlyList<string> Find(RunFolder folder)
        => Directory.Exists(folder.Plots) && !RunFolder.IsLink(folder.Plots)
            ? [.. new DirectoryInfo(folder.Plots).EnumerateFiles("*.svg").Where(file => file.LinkTarget is null).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).Select(file => file.FullName)]
            : [];

    private static Plot PlotOf(
        string title, string quantity, IReadOnlyList<Measurement> measurements, IReadOnlyList<LevelRecord> levels, IReadOnlyDictionary<string, long> divergences)
    {
        var metrics = measurements.Select(measurement => (measurement.Evaluator, measurement.Metric.Name)).Distinct().ToArray();
        var curves = new List<Curve>();
        var lines = new List<Level>();
        foreach (var series in measurements.GroupBy(measurement => (measurement.Learner, measurement.Evaluator, measurement.Metric.Name)))
        {
            var isTwin = metrics.Count(metric => metric.Name == series.Key.Name) > 1;
            var label = metrics.Length == 1 ? series.Key.Learner : $"{series.Key.Learner}, {(isTwin ? $"{series.Key.Evaluator} " : "")}{series.Key.Name}";
            var diverged = divergences.TryGetValue(series.Key.Learner, out var step);
            label = diverged ? FormattableString.Invariant($"{label} (diverged at step {step})") : label;
            var finite = series.Where(measurement => double.IsFinite(measurement.Metric.Value)).ToArray();
            var points = finite.Where(measurement => measurement.Step > 0).Select(measurement => ((double)measurement.Step, measurement.Metric.Value)).ToArray();
            if (points.Length >= FewestPoints || (diverged && points.Length > 0))
            {
                curves.Add(new Curve(label, points) { BreaksOff = diverged });
            }
            else if (finite.Length > 0)
            {
                lines.Add(new Level(label, finite[^1].Metric.Value, false));
            }
        }

        lines.AddRange(levels.Where(level => level.Quantity == quantity).Select(level => new Level(level.Label, level.Value, true)));
        var axis = measurements.Select(measurement => measurement.Metric.Axis).FirstOrDefault(wanted => wanted != MetricAxis.Automatic);
        return new Plot(title, "step", quantity, curves, lines) { LogarithmicY = axis == MetricAxis.Automatic ? null : axis == MetricAxis.Log };
    }
}

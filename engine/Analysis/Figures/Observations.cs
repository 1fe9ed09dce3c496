using System.Text.Json;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>Reads what a figure shows from the runs: final values against what varies or against each other, or measurements against the step.</summary>
internal sealed class Observations(ExperimentResults results, FigureSettings figure)
{
    private readonly MetricPattern _y = new(figure.Y);
    private readonly List<string> _damaged = [];

    /// <summary>What could not be used of the runs, each in a sentence; known when it has been asked for.</summary>
    public IReadOnlyList<string> Damaged => _damaged;

    /// <summary>Final values, at the values of a path that varies.</summary>
    public IReadOnlyList<Observation> OverPath(string path)
    {
        var categories = Categories(path);
        if (figure.FirstBelow is not null)
        {
            return [.. EachLearner(path).GroupBy(entry => entry.Result).SelectMany(FirstsBelow)
                .Select(first => Of(first.Entry, first.Metric, Place(results.Plan, first.Entry.Run, path, categories), results.Plan.Names.ValueOf(first.Entry.Run, path), first.Value))];
        }

        return [.. EachLearner(path).SelectMany(entry => entry.Learner.Metrics.Where(metric => Chosen(metric, out _)).Select(metric =>
        {
            var text = results.Plan.Names.ValueOf(entry.Run, path);
            return Of(entry, metric, Place(results.Plan, entry.Run, path, categories), text, metric.Value);
        }))];
    }

    /// <summary>The words along the axis of a path; none if its values are numbers that are shown as such.</summary>
    public IReadOnlyList<string> Categories(string path)
    {
        var (runs, names) = (results.Plan.Runs, results.Plan.Names);
        return figure.XAxis != AxisScale.Even && runs.All(run => run.VariedValue(path)?.GetValueKind() == JsonValueKind.Number)
            ? [] : [.. runs.Select(run => names.ValueOf(run, path)).Distinct()];
    }

    /// <summary>Where a run stands on the axis of a path: its number, or the place of its word.</summary>
    public static double Place(ExperimentPlan plan, RunPlan run, string path, IReadOnlyList<string> categories)
        => categories.Count > 0
            ? categories.Index().First(category => category.Item == plan.Names.ValueOf(run, path)).Index
            : run.VariedNumber(path)!.Value;

    /// <summary>Measurements along training. A run that diverged counts as infinite at the later steps of others of its series.</summary>
    public IReadOnlyList<Observation> OverSteps()
    {
        var observations = new List<Observation>();
        foreach (var run in EachLearner(null).GroupBy(entry => entry.Result))
        {
            var learners = run.ToDictionary(entry => entry.Learner.Label);
            foreach (var row in Load(run.Key))
            {
                if (learners.TryGetValue(row.Learner, out var entry)
                    && _y.Matches(row.Evaluator, row.Metric, out _)
                    && entry.Learner.Metrics.FirstOrDefault(metric => (metric.Evaluator, metric.Metric) == (row.Evaluator, row.Metric)) is { } metric)
                {
                    observations.Add(Of(entry, metric, row.Step, $"{row.Step}", row.Value));
                }
            }
        }

        return [.. observations, .. observations.GroupBy(one => (one.Group, one.Learner, one.Evaluator, one.Metric)).SelectMany(AfterDivergence)];
    }

    // The first step of each metric below the threshold; infinite where it never is, so that a median over seeds does not leave out those that never get there.
    private IEnumerable<(Entry Entry, MetricRecord Metric, double Value)> FirstsBelow(IGrouping<StoredRun, Entry> run)
    {
        var rows = Load(run.Key).ToLookup(row => (row.Learner, row.Evaluator, row.Metric));
        foreach (var entry in run)
        {
            foreach (var metric in entry.Learner.Metrics.Where(metric => Chosen(metric, out _)))
            {
                if (Threshold(entry, metric.Quantity) is var (threshold, words))
                {
                    var first = rows[(entry.Learner.Label, metric.Evaluator, metric.Metric)].Where(row => row.Value < threshold).Select(row => (double?)row.Step).Min();
                    var counted = figure.ExamplesPerStep is null ? "step" : "number of examples";
                    yield return (entry, metric with { Quantity = $"first {counted} with {metric.Quantity} < {words}", Axis = MetricAxis.Automatic }, first * (figure.ExamplesPerStep ?? 1) ?? double.PositiveInfinity);
                }
            }
        }
    }

    // Null where the run has not the level that is asked for.
    private (double Value, string Words)? Threshold(Entry entry, string quantity)
    {
        if (figure.FirstBelowLevel is null)
        {
            return (figure.FirstBelow!.Value, NumberText.Of(figure.FirstBelow.Value));
        }

        var level = entry.Result.Record.ReferenceLevels.FirstOrDefault(level => level.Quantity == quantity && level.Label.Equals(figure.FirstBelowLevel, StringComparison.OrdinalIgnoreCase));
        return level is null ? null : (figure.FirstBelow!.Value * level.Value, $"{(figure.FirstBelow == 1 ? "" : $"{NumberText.Of(figure.FirstBelow.Value)} × ")}{level.Label}");
    }

    private IReadOnlyList<MetricsRow> Load(StoredRun run)
    {
        try
        {
            return [.. MetricsFile.Load(new RunFolder(run.Folder))];
        }
        catch (InvalidDataException exception)
        {
            _damaged.Add(exception.Message);
            return [];
        }
    }

    // The median of those that are left would hide the others.
    private static IEnumerable<Observation> AfterDivergence(IEnumerable<Observation> series)
        => series.Where(one => one.Diverged).GroupBy(one => one.Run).Select(run => run.MaxBy(one => one.X)!)
            .SelectMany(last => series.Where(one => one.X > last.X).DistinctBy(one => one.X), (last, one) => last with { X = one.X, Text = one.Text, Value = double.PositiveInfinity });

    /// <summary>Final values of one metric against those of another, of the same run and learner, paired by what '*' stands for; all with the one where X has none.</summary>
    public IReadOnlyList<Observation> OverMetric()
    {
        var x = new MetricPattern(figure.X);
        return [.. EachLearner(null).SelectMany(entry =>
        {
            var places = new Dictionary<string, double>();
            foreach (var metric in entry.Learner.Metrics)
            {
                if (x.Matches(metric.Evaluator, metric.Metric, out var part))
                {
                    places[part] = metric.Value;
                }
            }

            return entry.Learner.Metrics.SelectMany<MetricRecord, Observation>(metric => Chosen(metric, out var part) && (places.TryGetValue(part, out var place) || places.TryGetValue("", out place))
                ? [Of(entry, metric with { Metric = figure.Y[(figure.Y.IndexOf(':', StringComparison.Ordinal) + 1)..] }, place, "", metric.Value)]
                : []);
        })];
    }

    private IEnumerable<Entry> EachLearner(string? xPath)
    {
        var groups = new RunGroups(results.Plan, xPath);
        var selection = new Selection(results);
        return results.Runs.SelectMany(run => selection.Counted(run)
            .Where(learner => figure.Learners.Count == 0 || figure.Learners.Contains(learner.Label, StringComparer.OrdinalIgnoreCase))
            .Select(learner => new Entry(run.Run, run.Result, learner, groups.Of(run.Run))));
    }

    private bool Chosen(MetricRecord metric, out string part) => _y.Matches(metric.Evaluator, metric.Metric, out part);

    private static Observation Of(Entry entry, MetricRecord metric, double x, string text, double value)
        => new(entry.Group, entry.Learner.Label, metric.Evaluator, metric.Metric, metric.Quantity, x, text, value)
        {
            Run = entry.Result.Folder,
            Diverged = entry.Learner.Status == RunStatus.Diverged,
        };

    private sealed record Entry(RunPlan Run, StoredRun Result, LearnerRecord Learner, RunGroup Group);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Composition.Sweeps;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;

namespace BeyondNtk.Host.Reporting;

/// <summary>Reads what a figure shows from the runs: final values against what varies or against each other, or measurements against the step.</summary>
internal sealed class Observations(ExperimentResults results, FigureSettings figure)
{
    private readonly MetricPattern _y = new(figure.Y);

    /// <summary>Final values, at the values of a path that varies.</summary>
    public IReadOnlyList<Observation> OverPath(string path)
    {
        var categories = Categories(path);
        return [.. EachLearner(path).SelectMany(entry => entry.Learner.Metrics.Where(metric => Chosen(metric, out _)).Select(metric =>
        {
            var node = entry.Run.Varied.First(value => value.Key.Equals(path, StringComparison.OrdinalIgnoreCase)).Value;
            var text = VariedText.Value(node);
            return Of(entry, metric, categories.Count > 0 ? categories.ToList().IndexOf(text) : Number(node), text, FinalValue(entry.Learner, metric));
        }))];
    }

    /// <summary>The words along the axis of a path; none when its values are numbers that are shown as such.</summary>
    public IReadOnlyList<string> Categories(string path)
    {
        JsonNode?[] values = [.. results.Plan.Runs.Select(run => run.Varied.First(value => value.Key.Equals(path, StringComparison.OrdinalIgnoreCase)).Value)];
        return figure.XAxis != AxisScale.Even && values.All(value => value?.GetValueKind() == JsonValueKind.Number) ? [] : [.. values.Select(VariedText.Value).Distinct()];
    }

    /// <summary>Measurements along training.</summary>
    public IReadOnlyList<Observation> OverSteps()
    {
        var observations = new List<Observation>();
        foreach (var run in EachLearner(null).GroupBy(entry => entry.Result))
        {
            var learners = run.ToDictionary(entry => entry.Learner.Label);
            foreach (var row in MetricsFile.Load(Path.Combine(run.Key.Folder, RunFolder.MetricsName)))
            {
                if (learners.TryGetValue(row.Learner, out var entry)
                    && _y.Matches(row.Evaluator, row.Metric, out _)
                    && entry.Learner.Metrics.FirstOrDefault(metric => (metric.Evaluator, metric.Metric) == (row.Evaluator, row.Metric)) is { } metric)
                {
                    observations.Add(Of(entry, metric, row.Step, $"{row.Step}", row.Value));
                }
            }
        }

        return observations;
    }

    /// <summary>Final values of one metric against those of another, of the same run and learner, paired by what '*' stands for.</summary>
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

            return entry.Learner.Metrics.SelectMany<MetricRecord, Observation>(metric => Chosen(metric, out var part) && places.TryGetValue(part, out var place)
                ? [Of(entry, metric with { Metric = figure.Y[(figure.Y.IndexOf(':', StringComparison.Ordinal) + 1)..] }, place, "", metric.Value)]
                : []);
        })];
    }

    private IEnumerable<Entry> EachLearner(string? xPath)
    {
        var paths = results.GroupPaths(xPath);
        return results.Runs.SelectMany(run => run.Result.Record.Learners
            .Where(learner => figure.Learners.Count == 0 || figure.Learners.Contains(learner.Label, StringComparer.OrdinalIgnoreCase))
            .Select(learner => new Entry(run.Run, run.Result, learner, Words(run.Run, paths))));
    }

    // A text says what it is by itself; a number needs its name.
    private IReadOnlyList<string> Words(RunPlan run, IReadOnlyList<string> paths)
        => [.. paths.Select(path => run.Varied.First(value => value.Key.Equals(path, StringComparison.OrdinalIgnoreCase))).Select(value
            => value.Value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Object ? VariedText.Value(value.Value) : $"{VariedText.Short(value.Key, results.Plan.Varied)} = {VariedText.Value(value.Value)}")];

    private bool Chosen(MetricRecord metric, out string part) => _y.Matches(metric.Evaluator, metric.Metric, out part);

    private static double FinalValue(LearnerRecord learner, MetricRecord metric) => learner.Status == RunStatus.Diverged ? double.PositiveInfinity : metric.Value;

    private static double Number(JsonNode? node) => double.Parse(node!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static Observation Of(Entry entry, MetricRecord metric, double x, string text, double value)
        => new(entry.Words, entry.Learner.Label, metric.Evaluator, metric.Metric, metric.Quantity, x, text, value);

    private sealed record Entry(RunPlan Run, RunResult Result, LearnerRecord Learner, IReadOnlyList<string> Words);
}

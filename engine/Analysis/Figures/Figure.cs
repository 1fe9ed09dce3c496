using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>A figure over the runs of an experiment: a plot, and what it says in sentences made from its numbers.</summary>
internal sealed record Figure(string Name, Plot Plot, IReadOnlyList<string> Sentences)
{
    /// <summary>What a reader of the figure should know about its numbers.</summary>
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];

    private const string Steps = "step";

    // More labels than these would run into each other.
    private const int MostTicks = 12;

    /// <summary>The figures that an experiment names, or those that its sweep suggests; one without a value in it is left out.</summary>
    public static IReadOnlyList<Figure> ComputeAll(ExperimentResults results)
        => [.. (results.Plan.Figures.Count > 0 ? results.Plan.Figures : Suggested(results)).Select(entry => Compute(entry.Key, entry.Value, results)).OfType<Figure>()];

    /// <summary>What to say of the figures that the experiment names and that nothing was measured for.</summary>
    /// <param name="results">The experiment.</param>
    /// <param name="drawn">Those that there are.</param>
    public static IReadOnlyList<string> Missing(ExperimentResults results, IReadOnlyList<Figure> drawn)
    {
        string[] measured = [.. results.Runs.SelectMany(run => run.Result.Record.Learners).Where(learner => learner.HasEnded).SelectMany(learner => learner.Metrics).Select(metric => $"{metric.Evaluator}:{metric.Metric}").Distinct()];
        return
        [
            .. results.Plan.Figures.Where(figure => measured.Length > 0 && drawn.All(one => one.Name != figure.Key))
                .Select(figure => $"the figure '{figure.Key}' shows nothing: {WhatIsMissing(figure.Value, measured)}"),
        ];
    }

    private static string WhatIsMissing(FigureSettings figure, string[] measured)
    {
        string[] asked = [figure.Y, .. figure.X.Contains(':', StringComparison.Ordinal) ? [figure.X] : Array.Empty<string>()];
        var unknown = asked.FirstOrDefault(text => !measured.Any(metric => new MetricPattern(text).Matches(metric[..metric.IndexOf(':', StringComparison.Ordinal)], metric[(metric.IndexOf(':', StringComparison.Ordinal) + 1)..], out _)));
        return unknown is null ? $"no learner has a value of {string.Join(" and of ", asked)}" : $"nothing has measured \"{unknown}\"; {NearestName.Hint(unknown, measured)}";
    }

    // The first metric of each shared evaluator against the first path that varies and is no seed.
    private static IReadOnlyDictionary<string, FigureSettings> Suggested(ExperimentResults results)
    {
        if (new RunGroups(results.Plan).Paths is not [var path, ..] || results.Runs.Count == 0)
        {
            return new Dictionary<string, FigureSettings>();
        }

        var metrics = results.Runs[0].Result.Record.Learners.SelectMany(learner => learner.Metrics).ToArray();
        MetricRecord[] shown = [.. results.Plan.Runs[0].SharedEvaluators.Select(label => metrics.FirstOrDefault(metric => metric.Evaluator == label)).OfType<MetricRecord>()];
        var names = FileNames.For(shown.Select(NameOf));
        return shown.ToDictionary(metric => names[NameOf(metric)], metric => new FigureSettings { X = path, Y = $"{metric.Evaluator}:{metric.Metric}" });

        static string NameOf(MetricRecord metric) => $"{metric.Evaluator}-{metric.Metric}";
    }

    private static Figure? Compute(string name, FigureSettings settings, ExperimentResults results)
    {
        var observations = new Observations(results, settings);
        var figure = settings.X.Equals(Steps, StringComparison.OrdinalIgnoreCase) ? Draw(name, settings, results, Observation.Sort(observations.OverSteps()), [], null)
            : results.Plan.Varied.FirstOrDefault(path => path.Equals(settings.X, StringComparison.OrdinalIgnoreCase)) is { } path
                ? Draw(name, settings, results, Observation.Sort(observations.OverPath(path)), observations.Categories(path), path)
                : Scatter(name, settings, results, observations.OverMetric());
        return figure is null ? null : figure with { Conclusions = [.. figure.Conclusions, .. observations.Damaged.Select(damage => new Conclusion(ConclusionKind.DamagedResult, null, $"left out: {damage}"))] };
    }

    private static Figure? Draw(
        string name, FigureSettings settings, ExperimentResults results, IReadOnlyList<Series> series, IReadOnlyList<string> categories, string? path)
    {
        if (series.Count == 0)
        {
            return null;
        }

        var quantities = series.Select(one => one.Quantity).Distinct().ToArray();
        var levels = settings.ShareBelow is null && quantities.Length == 1 ? Levels(results, quantities[0], categories, path) : [];
        var places = series.SelectMany(one => one.Points).DistinctBy(point => point.X).OrderBy(point => point.X).ToArray();
        var title = settings.Title.Length > 0 ? settings.Title : results.Plan.Description.Length > 0 ? results.Plan.Description : results.Plan.Name;
        var quantity = string.Join(", ", quantities);
        var plot = new Plot(
            title,
            settings.XTitle ?? (path is null ? Steps : VariedText.Short(path, results.Plan.Varied)),
            settings.ShareBelow is { } below ? $"share of {results.Unit(2)} with {quantity} < {Axis.Number(below)}" : quantity,
            [.. series.Select(one => CurveOf(one, settings, path is null)), .. levels.Where(level => !level.IsConstant).Select(level => new Curve(level.Label, level.Points) { IsReference = true })],
            [.. levels.Where(level => level.IsConstant).Select(level => new Level(level.Label, level.Points[0].Value, true))])
        {
            LogarithmicX = categories.Count > 0 ? false : Logarithmic(settings.XAxis, path is null),

            // The lower end of a share's interval may be all but 0: what looks logarithmic is none.
            LogarithmicY = settings.ShareBelow is null ? LogarithmicOrWanted(settings.YAxis, quantities, results) : settings.YAxis == AxisScale.Log,
            XTicks = path is not null && places.Length <= MostTicks ? [.. places.Select(point => (point.X, point.Text))] : [],
            Note = Note(Note(series, settings, results), settings, results),
        };
        return new Figure(name, plot, FigureSentences.Of(series, levels, settings, results, plot.XTitle, path is null))
        {
            Conclusions = SeedCount.Check(series, settings, results, path is null),
        };
    }

    private static IReadOnlyList<LevelSeries> Levels(ExperimentResults results, string quantity, IReadOnlyList<string> categories, string? path)
    {
        var groups = new RunGroups(results.Plan, path);
        return LevelSeries.Compute(
            results, quantity, run => path is null ? 0 : Observations.Place(results.Plan, run, path, categories), groups.Of);
    }

    private static Curve CurveOf(Series series, FigureSettings settings, bool steps)
    {
        var marks = steps ? Marks.Line : Marks.LineAndDots;
        if (settings.ShareBelow is { } below)
        {
            var shares = series.Points.Select(point => (point.X, Proportion: new Proportion(point.Values.Count(value => value < below), point.Values.Count))).ToArray();
            return new Curve(series.Label, [.. shares.Select(share => (share.X, share.Proportion.Share))])
            {
                Band = [.. shares.Select(share => (share.X, share.Proportion.Interval.Low, share.Proportion.Interval.High))],
                Marks = marks,
            };
        }

        return new Curve(steps && series.Diverged ? $"{series.Label} (diverged)" : series.Label, [.. series.Points.Select(point => (point.X, point.Summary.Median))])
        {
            BreaksOff = steps && series.Diverged,
            Band = series.Points.Any(point => point.Values.Count > 1) ? [.. series.Points.Select(point => (point.X, point.Summary.Band.Low, point.Summary.Band.High))] : [],
            Marks = marks,
        };
    }

    private static Figure? Scatter(string name, FigureSettings settings, ExperimentResults results, IReadOnlyList<Observation> observations)
    {
        if (observations.Count == 0)
        {
            return null;
        }

        (string Label, Observation[] Points)[] series =
        [
            .. observations.GroupBy(observation => (observation.Group, observation.Learner))
                .Select(one => (string.Join(", ", one.Key.Group.Words.Prepend(one.Key.Learner)), one.ToArray())),
        ];
        var plot = new Plot(
            settings.Title.Length > 0 ? settings.Title : results.Plan.Name,
            settings.XTitle ?? settings.X,
            observations[0].Quantity,
            [.. series.Select(one => new Curve(one.Label, [.. one.Points.Select(observation => (observation.X, observation.Value))]) { Marks = Marks.Dots })],
            [])
        {
            LogarithmicX = Logarithmic(settings.XAxis, null),
            LogarithmicY = LogarithmicOrWanted(settings.YAxis, [observations[0].Quantity], results),
            Note = Note($"{observations.Count} points from {results.Runs.Count} {results.Unit(results.Runs.Count)}", settings, results),
        };
        return new Figure(name, plot, FigureSentences.OfPoints(series));
    }

    // What was selected in a line of its own: with the rest it is longer than the picture is wide.
    private static string Note(string counts, FigureSettings settings, ExperimentResults results)
        => string.Join('\n', new[] { counts + SetNote(results), Selection.Note(results.Plan, settings.Y) }.Where(line => line.Length > 0));

    private static string SetNote(ExperimentResults results) => results.Plan.Set.Count == 0 ? "" : $"; with {string.Join(", ", results.Plan.Set)}";

    // What is asked for; else the axis that a metric says it is best drawn on.
    private static bool? LogarithmicOrWanted(AxisScale scale, IReadOnlyList<string> quantities, ExperimentResults results)
    {
        var wanted = scale != AxisScale.Automatic ? MetricAxis.Automatic
            : results.Runs.SelectMany(run => run.Result.Record.Learners).SelectMany(learner => learner.Metrics)
                .FirstOrDefault(metric => metric.Axis != MetricAxis.Automatic && quantities.Contains(metric.Quantity))?.Axis ?? MetricAxis.Automatic;
        return wanted == MetricAxis.Automatic ? Logarithmic(scale, false) : wanted == MetricAxis.Log;
    }

    private static bool? Logarithmic(AxisScale scale, bool? automatic) => scale switch
    {
        AxisScale.Log => true,
        AxisScale.Linear => false,
        _ => automatic is true ? true : null,
    };

    private static string Note(IReadOnlyList<Series> series, FigureSettings settings, ExperimentResults results)
    {
        var counts = series.SelectMany(one => one.Points).Select(point => point.Values.Count).Distinct().Order().ToArray();
        var runs = counts.Length == 1 ? $"{counts[0]}" : $"{counts[0]} to {counts[^1]}";
        return settings.ShareBelow is not null ? $"band: 95 % interval of the share (Wilson); {runs} {results.Unit(counts[^1])} a point"
            : counts[^1] == 1 ? $"one {results.Unit(1)} a point"
            : $"median; band: {string.Join(" or ", series.SelectMany(one => one.Points).Where(point => point.Values.Count > 1).Select(point => point.Summary.BandName).Distinct())}; {runs} {results.Unit(counts[^1])} a point";
    }
}

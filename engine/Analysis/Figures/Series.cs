namespace BeyondNtk.Engine.Analysis.Figures;

/// <summary>What a figure shows of one learner, metric and group of runs: at each place of the horizontal axis a value from each run.</summary>
internal sealed record Series(string Label, string Quantity, IReadOnlyList<SeriesPoint> Points)
{
    /// <summary>Whether all of its runs diverged.</summary>
    public bool Diverged { get; init; }
}

/// <summary>The values at one place.</summary>
/// <param name="X">The place.</param>
/// <param name="Text">The place in words.</param>
/// <param name="Values">A value from each run; infinity from a run that diverged.</param>
internal sealed record SeriesPoint(double X, string Text, IReadOnlyList<double> Values)
{
    public FiveNumberSummary Summary { get; } = FiveNumberSummary.Compute(Values);
}

/// <summary>One value of one run, before it is sorted into a series.</summary>
/// <param name="Group">The group of runs that it belongs to.</param>
/// <param name="Learner">The learner.</param>
/// <param name="Evaluator">What measured it.</param>
/// <param name="Metric">Its name.</param>
/// <param name="Quantity">What is measured.</param>
/// <param name="X">Its place on the horizontal axis.</param>
/// <param name="Text">The place in words.</param>
/// <param name="Value">The value.</param>
internal sealed record Observation(
    RunGroup Group, string Learner, string Evaluator, string Metric, string Quantity, double X, string Text, double Value)
{
    /// <summary>The run that it is of.</summary>
    public string Run { get; init; } = "";

    /// <summary>Whether that run diverged.</summary>
    public bool Diverged { get; init; }

    /// <summary>Sorts observations into series, which are named by what differs between them.</summary>
    public static IReadOnlyList<Series> Sort(IReadOnlyCollection<Observation> observations)
    {
        if (observations.Count == 0)
        {
            return [];
        }

        var learners = observations.Select(observation => observation.Learner).Distinct().Count() > 1;
        var measured = observations.Select(observation => (observation.Learner, observation.Evaluator, observation.Metric)).Distinct().GroupBy(name => name.Learner).ToArray();
        var evaluators = measured.Any(learner => learner.Select(name => name.Evaluator).Distinct().Count() > 1);
        var metrics = measured.Any(learner => learner.Select(name => name.Metric).Distinct().Count() > 1);
        return
        [
            .. observations.GroupBy(observation => (observation.Learner, observation.Evaluator, observation.Metric, observation.Group)).Select(series => new Series(
                Name(series.First(), learners, evaluators, metrics),
                series.First().Quantity,
                [.. series.GroupBy(observation => observation.X).OrderBy(point => point.Key).Select(point => new SeriesPoint(point.Key, point.First().Text, [.. point.Select(observation => observation.Value)]))])
            {
                Diverged = series.All(observation => observation.Diverged),
            }),
        ];
    }

    private static string Name(Observation observation, bool learner, bool evaluator, bool metric)
    {
        string[] words =
        [
            .. learner ? [observation.Learner] : Array.Empty<string>(),
            .. evaluator ? [observation.Evaluator] : Array.Empty<string>(),
            .. metric ? [observation.Metric] : Array.Empty<string>(),
            .. observation.Group.Words,
        ];
        return words.Length > 0 ? string.Join(", ", words) : observation.Learner;
    }
}

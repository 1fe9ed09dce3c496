using System.Globalization;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Storage.Index;

/// <summary>What a row says of a run and its learner beside settings and metrics.</summary>
internal static class Facts
{
    private static readonly (string Name, Func<Source, object?> Value)[] All =
    [
        ("run", source => source.Run.Id),
        ("experiment", source => source.Run.Experiment),
        ("status", source => Word(source.Learner?.Status ?? source.Run.Status)),
        ("started", source => source.Run.Started.UtcDateTime.ToString("o", CultureInfo.InvariantCulture)),
        ("seconds", source => source.Run.Seconds),
        ("seed", source => source.Run.Seed),
        ("dimension", source => (long)source.Run.Dimension),
        ("identity", source => Known(source.Run.Identity)),
        ("varied", source => Known(string.Join(", ", Scalars.Of(source.Run.Varied).Select(entry => $"{entry.Path}={Scalars.Text(entry.Value)}")))),
        ("learner", source => source.Learner?.Label),
        ("run-status", source => Word(source.Run.Status)),
        ("steps", source => source.Learner?.Steps),
        ("teacher", source => source.Name("Teacher")),
        ("model", source => source.Name("Model")),
        ("objective", source => source.Name("Objective")),
        ("optimizer", source => source.Name("Optimizer")),
    ];

    /// <summary>Their names, which are known even where nothing was run.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(fact => fact.Name)];

    public static IEnumerable<(string Name, object Value)> Of(RunRecord run, LearnerRecord? learner, IReadOnlyList<(string Path, object Value)> settings)
    {
        var source = new Source(run, learner, settings);
        return All.Select(fact => (fact.Name, Value: fact.Value(source))).Where(fact => fact.Value is not null)!;
    }

    private static string Word(RunStatus status) => OptionWords.KebabCase(status.ToString());

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private sealed record Source(RunRecord Run, LearnerRecord? Learner, IReadOnlyList<(string Path, object Value)> Settings)
    {
        /// <summary>The name of a part of the experiment.</summary>
        public object? Name(string part) => Settings.FirstOrDefault(setting => setting.Path == $"{part}:Name").Value;
    }
}

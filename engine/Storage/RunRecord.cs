using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Storage;

/// <summary>How a run or a learner ended.</summary>
public enum RunStatus
{
    /// <summary>It has not ended, or was killed.</summary>
    Running,

    /// <summary>It made all its steps.</summary>
    Done,

    /// <summary>Its loss grew beyond all bounds; it would do so again.</summary>
    Diverged,

    /// <summary>It did worse than others that it was compared with, and went no further; see <see cref="Configuration.HalvingSettings"/>.</summary>
    Halted,

    /// <summary>A part failed.</summary>
    Failed,

    /// <summary>It was asked to stop, and resumes from its last checkpoint.</summary>
    Interrupted,
}

/// <summary>What run.json holds.</summary>
internal sealed record RunRecord
{
    public required string Experiment { get; init; }

    public required string Id { get; init; }

    /// <summary>SHA-256, in hexadecimal, of what determines the results: the resolved configuration without its description.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The values that a sweep gave this run, by path in the experiment; empty for an experiment without a sweep.</summary>
    public JsonObject Varied { get; init; } = [];

    public required RunStatus Status { get; init; }

    /// <summary>Why the run as a whole failed; null if only learners did.</summary>
    public string? Message { get; init; }

    public required DateTimeOffset Started { get; init; }

    public double Seconds { get; init; }

    public required long Seed { get; init; }

    public required int Threads { get; init; }

    /// <summary>The input dimension d; 0 when the run failed before its teacher was there.</summary>
    public int Dimension { get; init; }

    /// <summary>The labels of the evaluators that all learners share, whose metrics the summary shows; none means all.</summary>
    public IReadOnlyList<string> Headline { get; init; } = [];

    public IReadOnlyList<LearnerRecord> Learners { get; init; } = [];

    /// <summary>The SHA-256 of metrics.csv, in hexadecimal; null before it is written.</summary>
    public string? MetricsSha256 { get; init; }

    /// <summary>The levels that the teacher knows.</summary>
    [JsonPropertyName("referenceLevels")]
    public IReadOnlyList<LevelRecord> TeacherLevels { get; init; } = [];

    /// <summary>The levels that the teacher and the learners' evaluators know; of one that several know, what the first of them says.</summary>
    [JsonIgnore]
    public IReadOnlyList<LevelRecord> ReferenceLevels => [.. TeacherLevels.Concat(Learners.SelectMany(learner => learner.ReferenceLevels)).DistinctBy(level => (level.Quantity, level.Label))];

    /// <summary>What an analysis of the results found that a reader should know.</summary>
    public IReadOnlyList<Conclusion> Conclusions { get; init; } = [];

    public required JsonObject Configuration { get; init; }

    public required IReadOnlyList<PluginRecord> Plugins { get; init; }

    public required EnvironmentRecord Environment { get; init; }

    /// <summary>The environment that it was in before it resumed in one that may round differently, the last time that it did; null if it did not.</summary>
    public EnvironmentRecord? CameFrom { get; init; }

    private static JsonSerializerOptions Json { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static JsonSerializerOptions CompactJson { get; } = new(Json) { WriteIndented = false };

    /// <summary>EXPERIMENT/ID.</summary>
    [JsonIgnore]
    public string FullName => $"{Experiment}/{Id}";

    /// <summary>True if the run ended by itself. One that diverged has a result too: it would diverge again.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is RunStatus.Done or RunStatus.Diverged;

    /// <summary>
    /// True if the run was killed, interrupted, or stopped by what is around it, a full disk for instance, or if a learner failed: it resumes
    /// from its last checkpoint, and learners that failed are made again.
    /// </summary>
    [JsonIgnore]
    public bool IsUnfinished => !HasEnded;

    /// <summary>Whether the summary shows what an evaluator measured.</summary>
    public bool IsHeadline(string evaluator) => Headline.Count == 0 || Headline.Contains(evaluator);

    /// <summary>Whether there is a conclusion of a kind about a learner.</summary>
    public bool Concludes(ConclusionKind kind, string learner) => Conclusions.Any(conclusion => conclusion.Kind == kind && conclusion.Learner == learner);

    /// <summary>True if it was made by the files of plugins and numerics that are here now.</summary>
    public bool IsMadeBySameFiles(RunPlan run)
        => Environment.Numerics == EnvironmentRecord.NumericsSha256 && run.Plugins.Count == Plugins.Count
            && run.Plugins.All(plugin => Plugins.Any(other => (other.Name, other.Sha256) == (plugin.Name, plugin.Sha256)));

    public void Save(string path) => AtomicFile.WriteText(path, ToJson(this) + "\n");

    /// <summary>A part of a record as run.json has it.</summary>
    public static string ToJson<T>(T value, bool compact = false) => JsonSerializer.Serialize(value, compact ? CompactJson : Json);

    /// <exception cref="JsonException">The text is none that <see cref="ToJson"/> wrote.</exception>
    public static T FromJson<T>(string text) => JsonSerializer.Deserialize<T>(text, Json) ?? throw new JsonException("null is no record");

    /// <summary>How records are read of which parts were left out, where a type has a converter of its own.</summary>
    public static JsonSerializerOptions ReadingParts(JsonConverter converter)
    {
        var json = new JsonSerializerOptions(Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireNothing } } };
        json.Converters.Add(converter);
        return json;
    }

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = false;
        }
    }

    /// <exception cref="JsonException">The file is not the record of a run.</exception>
    public static RunRecord Load(string path)
    {
        try
        {
            var record = FromJson<RunRecord>(File.ReadAllText(path));
            return record.LacksNothing ? record : throw new JsonException("something is missing in it");
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>The record in a file; null if it is missing, cannot be read, or is a link.</summary>
    public static RunRecord? TryLoad(string path)
    {
        try
        {
            return File.Exists(path) && !RunFolder.IsLink(path) ? Load(path) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // What a list or a constructor may lack is not the reader's to see.
    private bool LacksNothing => Headline.All(label => label is not null)
        && Learners.All(learner => learner is { Label: not null, Metrics: not null, ReferenceLevels: not null } && learner.Metrics.All(metric => metric is { Evaluator: not null, Metric: not null, Quantity: not null }))
        && TeacherLevels.Concat(Learners.SelectMany(learner => learner.ReferenceLevels)).All(level => level is { Quantity: not null, Label: not null })
        && Conclusions.All(conclusion => conclusion is { Text: not null })
        && Plugins.All(plugin => plugin is { Name: not null });
}

/// <summary>One learner in run.json. Seconds are those of training, without evaluation.</summary>
internal sealed record LearnerRecord(
    string Label, RunStatus Status, string? Message, long Steps, double Seconds, double EvaluationSeconds, IReadOnlyList<MetricRecord> Metrics)
{
    /// <summary>
    /// The mean loss of the objective over the last tenth of the steps, divided by that over the tenth before. Null if there were fewer than
    /// 20 steps, or when the optimizer said that it had finished: further steps would then be of no use.
    /// </summary>
    public double? LossTrend { get; init; }

    /// <summary>The SHA-256 of each of its arrays of weights, in hexadecimal, by the array's name; null if it has none.</summary>
    public IReadOnlyDictionary<string, string>? Weights { get; init; }

    /// <summary>The levels that its evaluators know.</summary>
    public IReadOnlyList<LevelRecord> ReferenceLevels { get; init; } = [];

    /// <summary>True when it ended by itself: the metrics of one that failed or was interrupted are no final values.</summary>
    [JsonIgnore]
    public bool HasEnded => Status is RunStatus.Done or RunStatus.Diverged;

    /// <summary>What was measured last. Of a learner that diverged it is infinite, whatever it was before, so that statistics count it as no success.</summary>
    public IReadOnlyList<MetricRecord> Metrics
    {
        get => Status == RunStatus.Diverged ? [.. field.Select(metric => metric with { Value = double.PositiveInfinity, StandardError = null })] : field;
        init;
    } = Metrics;

    /// <summary>The same as tables show it and filters find it: a learner that diverged has no final values.</summary>
    [JsonIgnore]
    public IReadOnlyList<MetricRecord> FinalMetrics => Status == RunStatus.Diverged ? [] : Metrics;
}

/// <summary>A final value in run.json; the standard error only where it was sampled.</summary>
internal sealed record MetricRecord(string Evaluator, string Metric, string Quantity, double Value, double? StandardError)
{
    /// <summary>The axis on which it is best drawn.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MetricAxis Axis { get; init; }

    /// <summary>The value as tables and sentences show it.</summary>
    public string ToText() => NumberText.Of(Value, StandardError);
}

/// <summary>A reference level in run.json.</summary>
internal sealed record LevelRecord(string Quantity, string Label, double Value)
{
    public static IEnumerable<LevelRecord> Of(IEnumerable<ReferenceLevel> levels) => levels.Select(level => new LevelRecord(level.Quantity, level.Label, level.Value));
}

/// <summary>A plugin in run.json.</summary>
internal sealed record PluginRecord(string Name, string? Version, string? Sha256);

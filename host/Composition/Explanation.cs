using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>A value of a resolved configuration.</summary>
/// <param name="Path">Where it stands, relative to the experiment.</param>
/// <param name="Value">The value as JSON.</param>
/// <param name="Origin">The file and line, the flag, the sweep, the expression, or the default that it came from.</param>
internal sealed record ExplainedValue(string Path, string Value, string Origin);

/// <summary>The resolved configuration of a run, value by value, with the origin of each.</summary>
internal static class Explanation
{
    private const string NoPart = "default";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<ExplainedValue> Of(RunPlan run)
    {
        var settings = run.Settings;
        return
        [
            Value(run, nameof(RootSettings.Threads), nameof(RootSettings.Threads), JsonValue.Create(run.Threads), "default: one for each processor"),
            .. Own(run, nameof(settings.Description)),
            .. Own(run, nameof(settings.Seed)),
            .. Own(run, nameof(settings.Samples)),
            .. settings.Let.SelectMany(entry => Flat(run, $"{nameof(settings.Let)}:{entry.Key}", JsonValue.Create(entry.Value))),
            .. Part(run, run.Teacher, nameof(settings.Teacher)),
            .. run.Learners.SelectMany(learner => Learner(run, learner)),
            .. settings.Figures.SelectMany(entry => Flat(run, $"{nameof(settings.Figures)}:{entry.Key}", ResolvedConfiguration.Of(entry.Value))),
        ];
    }

    private static IEnumerable<ExplainedValue> Learner(RunPlan run, LearnerPlan learner)
    {
        var path = $"{nameof(run.Settings.Learners)}:{learner.Label}";
        return
        [
            .. Part(run, learner.Model, $"{path}:{nameof(learner.Model)}"),
            .. Own(run, $"{path}:{nameof(learner.Objective)}"),
            .. Part(run, learner.Optimizer, $"{path}:{nameof(learner.Optimizer)}"),
            .. learner.Evaluators.SelectMany(evaluator => Part(run, evaluator.Part, $"{path}:{nameof(learner.Evaluators)}:{evaluator.Label}")),
        ];
    }

    private static IEnumerable<ExplainedValue> Own(RunPlan run, string path) => Flat(run, path, SettingPath.Find(run.Configuration, path));

    private static IEnumerable<ExplainedValue> Flat(RunPlan run, string path, JsonNode? node)
        => Flat(run, path, $"{run.Path}:{path}", node, NoPart);

    // A shared evaluator stands with the learner here and outside of it in the file.
    private static IEnumerable<ExplainedValue> Part(RunPlan run, PartPlan part, string path)
        => Flat(run, path, part.Path, SettingPath.Find(run.Configuration, path), $"{NoPart} of {PartCatalog.Word(part.Part.Registration.Kind)} {part.Name}");

    private static IEnumerable<ExplainedValue> Flat(RunPlan run, string path, string place, JsonNode? node, string otherwise) => node switch
    {
        JsonObject group => group.SelectMany(entry => Flat(run, $"{path}:{entry.Key}", $"{place}:{entry.Key}", entry.Value, otherwise)),
        JsonArray list when list.OfType<JsonObject>().Any() || list.Select((_, index) => run.Origins.ExpressionAt($"{place}:{index}")).Any(text => text is not null)
            => list.SelectMany((entry, index) => Flat(run, $"{path}:{index}", $"{place}:{index}", entry, otherwise)),
        _ => [Value(run, path, place, node, path.EndsWith(":Name", StringComparison.Ordinal) && otherwise != NoPart ? "the label" : otherwise)],
    };

    private static ExplainedValue Value(RunPlan run, string path, string place, JsonNode? node, string otherwise)
        => new(path, node?.ToJsonString(Readable) ?? "none", run.Origins.IsWritten(place) ? run.Origins.Brief(place) : otherwise);
}

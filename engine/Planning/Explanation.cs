using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>A value of a resolved configuration.</summary>
/// <param name="Path">Where it stands, relative to the experiment.</param>
/// <param name="Value">The value as JSON.</param>
/// <param name="Origin">The file and line, the flag, the sweep, the expression, or the default that it came from.</param>
internal sealed record ExplainedValue(string Path, string Value, string Origin);

/// <summary>The resolved configuration of a run, value by value, with the origin of each.</summary>
internal sealed class Explanation
{
    private const string NoPart = "default";

    private readonly ResolvedRun _run;
    private readonly JsonObject _configuration;

    private Explanation(ResolvedRun run) => (_run, _configuration) = (run, ResolvedConfiguration.Of(run));

    public static IReadOnlyList<ExplainedValue> Create(ResolvedRun run) => new Explanation(run).Values();

    private IReadOnlyList<ExplainedValue> Values()
    {
        var settings = _run.Settings;
        return
        [
            Value(nameof(RootSettings.Threads), nameof(RootSettings.Threads), JsonValue.Create(_run.Threads), "default: one for each processor"),
            .. Own(nameof(settings.Description)),
            .. Own(nameof(settings.Seed)),
            .. Own(nameof(settings.Samples)),
            .. settings.Let.SelectMany(entry => Flat($"{nameof(settings.Let)}:{entry.Key}", JsonValue.Create(entry.Value))),
            .. Part(_run.Teacher, nameof(settings.Teacher)),
            .. _run.Learners.SelectMany(Learner),
            .. settings.Figures.SelectMany(entry => Flat($"{nameof(settings.Figures)}:{entry.Key}", ResolvedConfiguration.Of(entry.Value))),
        ];
    }

    private IEnumerable<ExplainedValue> Learner(LearnerPlan learner)
    {
        var path = $"{nameof(_run.Settings.Learners)}:{learner.Label}";
        return
        [
            .. Part(learner.Model, $"{path}:{nameof(learner.Model)}"),
            .. Own($"{path}:{nameof(learner.Objective)}"),
            .. Part(learner.Optimizer.Part, $"{path}:{nameof(learner.Optimizer)}"),
            .. learner.Evaluators.SelectMany(evaluator => Part(evaluator.Part, $"{path}:{nameof(learner.Evaluators)}:{evaluator.Label}")),
        ];
    }

    private IEnumerable<ExplainedValue> Own(string path) => Flat(path, SettingPath.Find(_configuration, path));

    private IEnumerable<ExplainedValue> Flat(string path, JsonNode? node) => Flat(path, $"{_run.Path}:{path}", node, NoPart);

    // A shared evaluator stands with the learner here and outside of it in the file.
    private IEnumerable<ExplainedValue> Part(PartPlan part, string path)
        => Flat(path, part.Path, SettingPath.Find(_configuration, path), $"{NoPart} of {PartCatalog.Word(part.Part.Registration.Kind)} {part.Name}");

    private IEnumerable<ExplainedValue> Flat(string path, string place, JsonNode? node, string otherwise) => node switch
    {
        JsonObject group => group.SelectMany(entry => Flat($"{path}:{entry.Key}", $"{place}:{entry.Key}", entry.Value, otherwise)),
        JsonArray list when list.OfType<JsonObject>().Any() || list.Select((_, index) => _run.Origins.ExpressionAt($"{place}:{index}")).Any(text => text is not null)
            => list.SelectMany((entry, index) => Flat($"{path}:{index}", $"{place}:{index}", entry, otherwise)),
        _ => [Value(path, place, node, path.EndsWith(":Name", StringComparison.Ordinal) && otherwise != NoPart ? "the label" : otherwise)],
    };

    private ExplainedValue Value(string path, string place, JsonNode? node, string otherwise)
        => new(path, node is null ? "none" : JsonText.Of(node), _run.Origins.IsWritten(place) ? _run.Origins.Brief(place) : otherwise);
}

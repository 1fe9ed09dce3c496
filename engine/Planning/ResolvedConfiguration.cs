using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Planning;

/// <summary>A run written back as configuration, every default filled in: what a run records and what would compose it again.</summary>
internal static class ResolvedConfiguration
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>The resolved configuration.</summary>
    public static JsonObject Of(ResolvedRun run)
    {
        var configuration = (JsonObject)JsonNode.Parse(Write(run))!;
        configuration.Insert(0, nameof(ExperimentSettings.Description), run.Settings.Description);
        return configuration;
    }

    /// <summary>Options of any class, every default filled in.</summary>
    public static JsonObject Of(object options) => Merge([], options);

    /// <summary>A part as JSON, every default filled in.</summary>
    public static string WritePart(string name, params IEnumerable<object> options)
        => options.Aggregate(new JsonObject { ["Name"] = name }, Merge).ToJsonString();

    /// <summary>The resolved configuration without its description, UTF-8.</summary>
    // Part by part as they are kept: the runs of a sweep have most of them in common.
    public static ReadOnlySpan<byte> Write(ResolvedRun run, bool withSample = true)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber(nameof(ExperimentSettings.Seed), run.Settings.Seed);
        json.WritePropertyName(nameof(ExperimentSettings.Samples));
        JsonSerializer.Serialize(json, withSample ? run.Settings.Samples : null);
        json.WriteNumber(nameof(ExperimentSettings.DivergenceFactor), run.Settings.DivergenceFactor);
        json.WritePropertyName(nameof(ExperimentSettings.Teacher));
        json.WriteRawValue(run.Teacher.Json, skipInputValidation: true);
        json.WriteStartObject(nameof(ExperimentSettings.Learners));
        foreach (var learner in run.Learners)
        {
            Write(json, learner);
        }

        json.WriteEndObject();

        // Only where there are any: the identity of a run without files does not change for it.
        if (run.Files.Count > 0)
        {
            json.WritePropertyName(nameof(ExperimentSettings.Files));
            JsonSerializer.Serialize(json, run.Files, Json);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, LearnerPlan learner)
    {
        json.WriteStartObject(learner.Label);
        json.WritePropertyName(nameof(LearnerSettings.Model));
        json.WriteRawValue(learner.Model.Json, skipInputValidation: true);
        json.WritePropertyName(nameof(LearnerSettings.Objective));
        Write(json, learner.Objective);
        json.WritePropertyName(nameof(LearnerSettings.Optimizer));
        json.WriteRawValue(learner.Optimizer.Json, skipInputValidation: true);
        json.WriteStartObject(nameof(LearnerSettings.Evaluators));
        foreach (var evaluator in learner.Evaluators)
        {
            json.WritePropertyName(evaluator.Label);
            json.WriteRawValue(evaluator.Json, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The loss and penalties only where there are any: what has none has the identity that it always had.
    private static void Write(Utf8JsonWriter json, ObjectivePlan objective)
    {
        json.WriteStartObject();
        json.WritePropertyName(nameof(ObjectiveSettings.Name));
        JsonSerializer.Serialize(json, objective.Kind, Json);
        json.WriteNumber(nameof(ObjectiveSettings.Samples), objective.Samples);
        if (objective.Loss is { } loss)
        {
            json.WritePropertyName(nameof(ObjectiveSettings.Loss));
            json.WriteRawValue(loss.Json, skipInputValidation: true);
        }

        if (objective.Penalties.Count > 0)
        {
            json.WriteStartObject(nameof(ObjectiveSettings.Penalties));
            foreach (var penalty in objective.Penalties)
            {
                json.WritePropertyName(penalty.Label);
                json.WriteRawValue(penalty.Json, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static JsonObject Merge(JsonObject target, object options)
    {
        foreach (var (key, value) in JsonSerializer.SerializeToNode(options, options.GetType(), Json)!.AsObject())
        {
            target[key] = value?.DeepClone();
        }

        return target;
    }
}

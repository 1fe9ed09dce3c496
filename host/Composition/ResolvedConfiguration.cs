using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace BeyondNtk.Host.Composition;

/// <summary>A plan written back as configuration, every default filled in: what a run records and what would compose it again.</summary>
internal static class ResolvedConfiguration
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    public static JsonObject Of(RunPlan plan)
    {
        var configuration = Settings(plan);

        // Only where there are any: the identity of a run without files does not change for it.
        if (plan.Files.Count > 0)
        {
            configuration[nameof(ExperimentSettings.Files)] = JsonSerializer.SerializeToNode(plan.Files, Json);
        }

        return configuration;
    }

    /// <summary>SHA-256, in hexadecimal, of a resolved configuration without its description: what determines the results.</summary>
    public static string Identity(JsonObject configuration)
    {
        var determining = (JsonObject)configuration.DeepClone();
        determining.Remove(nameof(ExperimentSettings.Description));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(determining.ToJsonString())));
    }

    private static JsonObject Settings(RunPlan plan) => new()
    {
        ["Description"] = plan.Settings.Description,
        ["Seed"] = plan.Settings.Seed,
        ["Samples"] = plan.Settings.Samples,
        ["DivergenceFactor"] = plan.Settings.DivergenceFactor,
        ["Teacher"] = Part(plan.Teacher),
        ["Learners"] = Group(plan.Learners, learner => learner.Label, learner => new JsonObject
        {
            ["Model"] = Part(learner.Model),
            ["Objective"] = JsonSerializer.SerializeToNode(learner.Objective, Json),
            ["Optimizer"] = Part(learner.Optimizer),
            ["Evaluators"] = Group(learner.Evaluators, evaluator => evaluator.Label, evaluator => Merge(Part(evaluator.Part), evaluator.Cadence)),
        }),
    };

    /// <summary>Options of any class, every default filled in.</summary>
    public static JsonObject Of(object options) => Merge([], options);

    private static JsonObject Group<T>(IEnumerable<T> entries, Func<T, string> key, Func<T, JsonNode> value)
        => new(entries.Select(entry => KeyValuePair.Create<string, JsonNode?>(key(entry), value(entry))));

    private static JsonObject Part(PartPlan part) => Merge(new JsonObject { ["Name"] = part.Name }, part.Options);

    private static JsonObject Merge(JsonObject target, object options)
    {
        foreach (var (key, value) in JsonSerializer.SerializeToNode(options, options.GetType(), Json)!.AsObject())
        {
            target[key] = value?.DeepClone();
        }

        return target;
    }
}

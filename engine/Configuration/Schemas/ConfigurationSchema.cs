using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration.Schemas;

/// <summary>
/// A JSON Schema of configuration files, made from the parts that are loaded, so that an editor completes and checks what the host will read.
/// It knows names as they are written in code, where the host takes any case, and nothing that needs more than one place to be seen.
/// </summary>
internal static class ConfigurationSchema
{
    /// <summary>The definition of what may stand for any number.</summary>
    public const string Expression = "expression";

    private const string Experiment = "experiment";
    private const string Learner = "learner";
    private const string Axis = "axis";

    /// <summary>The schema as text.</summary>
    public static string Text(PartCatalog catalog) => Create(catalog).ToJsonString(JsonText.Indented) + "\n";

    public static JsonObject Create(PartCatalog catalog)
    {
        var root = OptionsSchema.Create(typeof(RootSettings), "", expressions: false);
        var properties = root["properties"]!.AsObject();
        properties.Insert(0, "$schema", new JsonObject { ["type"] = "string", ["description"] = "The schema of this file, for editors." });
        properties["Serilog"] = new JsonObject { ["type"] = "object", ["description"] = "Settings of Serilog.Settings.Configuration." };
        Named(properties["Experiments"]!.AsObject(), Reference(Experiment));
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root["$defs"] = new JsonObject(
        [
            new(Experiment, OfExperiment()),
            new(Learner, OfLearner()),
            .. PartSchemas.Create(catalog),
            new(SweepSection.Key.ToLowerInvariant(), OfSweep()),
            new(Axis, OfAxis()),
            new(Expression, new JsonObject
            {
                ["type"] = "string",
                ["pattern"] = @"^\s*=",
                ["description"] = "An expression: '=' and then numbers, + - * / ^, parentheses and paths of other numbers of the experiment.",
            }),
        ]);
        return root;
    }

    public static JsonObject Reference(string definition) => new() { ["$ref"] = $"#{Pointer(definition)}" };

    /// <summary>Where a definition stands.</summary>
    public static string Pointer(string definition) => $"/$defs/{Uri.EscapeDataString(definition.Replace("~", "~0", StringComparison.Ordinal))}";

    private static JsonObject OfExperiment()
    {
        var schema = OptionsSchema.Create(typeof(ExperimentSettings), Pointer(Experiment));
        Refer(schema, nameof(ExperimentSettings.Teacher), PartCatalog.Word(PartKind.Teacher));
        Refer(schema, nameof(ExperimentSettings.Evaluators), PartSchemas.Evaluators);
        Refer(schema, nameof(ExperimentSettings.Sweep), SweepSection.Key.ToLowerInvariant());
        Named(schema["properties"]![nameof(ExperimentSettings.Learners)]!.AsObject(), Reference(Learner));
        Named(schema["properties"]![nameof(ExperimentSettings.Figures)]!.AsObject());

        // A sweep, or the experiment that is extended, may bring what is missing.
        schema.Remove("required");
        schema["if"] = new JsonObject
        {
            ["not"] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["required"] = new JsonArray(SweepSection.Key) }, new JsonObject { ["required"] = new JsonArray(nameof(ExperimentSettings.Extends)) }),
            },
        };
        schema["then"] = new JsonObject
        {
            ["required"] = new JsonArray(nameof(ExperimentSettings.Teacher), nameof(ExperimentSettings.Learners)),
            ["properties"] = new JsonObject
            {
                [nameof(ExperimentSettings.Learners)] = new JsonObject
                {
                    ["additionalProperties"] = new JsonObject { ["required"] = new JsonArray(nameof(LearnerSettings.Model), nameof(LearnerSettings.Optimizer)) },
                },
            },
        };
        return schema;
    }

    private static JsonObject OfLearner()
    {
        var schema = OptionsSchema.Create(typeof(LearnerSettings), Pointer(Learner));
        Refer(schema, nameof(LearnerSettings.Model), PartCatalog.Word(PartKind.Model));
        Refer(schema, nameof(LearnerSettings.Optimizer), PartCatalog.Word(PartKind.Optimizer));
        Refer(schema, nameof(LearnerSettings.Evaluators), PartSchemas.Evaluators);
        var objective = schema["properties"]![nameof(LearnerSettings.Objective)]!.AsObject();
        Refer(objective, nameof(ObjectiveSettings.Loss), PartCatalog.Word(PartKind.Loss));
        Refer(objective, nameof(ObjectiveSettings.Penalties), PartSchemas.Penalties);
        schema.Remove("required");
        return schema;
    }

    private static JsonObject OfSweep() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [SweepSection.Zip] = InStep("Lists that vary in step."), [SweepSection.OldZip] = OldInStep() },
        ["additionalProperties"] = Reference(Axis),
    };

    private static JsonObject OldInStep()
    {
        var group = InStep($"The old name of {SweepSection.Zip}.");
        group["deprecated"] = true;
        return group;
    }

    private static JsonObject InStep(string description) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["additionalProperties"] = Reference(Axis),
    };

    private static JsonObject OfAxis() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "array", ["minItems"] = 1 },
            new JsonObject { ["type"] = "string", ["pattern"] = @"^\s*-?\d+\s*\.\.\s*-?\d+\s*$" }),
        ["description"] = "A list of values, or a range of whole numbers such as \"1..5\".",
    };

    // The property keeps its description.
    private static void Refer(JsonObject schema, string property, string definition)
    {
        var old = schema["properties"]![property]!.AsObject();
        schema["properties"]![property] = new JsonObject { ["description"] = old["description"]?.DeepClone(), ["$ref"] = Reference(definition)["$ref"]!.DeepClone() };
    }

    // Keys that name folders of a run.
    private static void Named(JsonObject group, JsonNode? value = null)
    {
        group["propertyNames"] = new JsonObject { ["pattern"] = @"^[^./\\:\u0000-\u001f][^/\\:\u0000-\u001f]*$" };
        if (value is not null)
        {
            group["additionalProperties"] = value;
        }
    }
}

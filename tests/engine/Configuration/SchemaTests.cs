using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Configuration.Schemas;
using Json.Schema;

namespace BeyondNtk.Engine.Tests;

/// <summary>The schema of configuration files, by the judgement of a library that is not ours.</summary>
public sealed class SchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(ConfigurationSchema.Text(Shipped.Catalog));

    [Fact]
    public void TheSchemaThatShipsIsThatOfTheShippedPlugins()
        => Assert.True(
            ConfigurationSchema.Text(Shipped.Catalog) == File.ReadAllText(Shipped.SchemaFile).ReplaceLineEndings("\n"),
            "host/appsettings.schema.json is out of date: write it with `schema --file`");

    [Fact]
    public void TheShippedConfigurationRefersToItAndIsValid()
    {
        Assert.True(Shipped.Configurations.Count > 1);
        foreach (var file in Shipped.Configurations)
        {
            var root = ConfigurationTree.Parse(File.ReadAllText(file), file);
            Assert.Equal(Path.GetFullPath(Shipped.SchemaFile), Path.GetFullPath(root["$schema"]!.ToString(), Path.GetDirectoryName(file)!));
            Assert.Empty(Errors(root));
        }
    }

    [Theory]
    [InlineData("separation")]
    [InlineData("hard-instances")]
    public void AMistakeIsFoundInAShippedExperiment(string name)
    {
        foreach (var (what, mistake) in Mistakes())
        {
            var root = Root();
            mistake(root["Experiments"]![name]!.AsObject());

            Assert.True(Errors(root).Count > 0, what);
        }
    }

    [Theory]
    [InlineData("Seed", "3e0")]
    [InlineData("Samples", "\" = 10 * Teacher:Dimension\"")]
    [InlineData("Samples", "null")]
    [InlineData("Evaluators", """{ "mine": { "Name": "population-loss", "PerDecade": "= 2 * 3" }, "training-loss": { "Name": "population-loss", "Samples": 5 } }""")]
    [InlineData("Sweep", """{ "Seed": "-1 .. 3", "Teacher": [{ "Name": "abs" }], "Zip": { "Let:a": [1], "Let:b": ["x"] } }""")]
    public void WhatTheHostTakesIsValid(string key, string value)
    {
        var root = Root();
        root["Experiments"]!["separation"]![key] = JsonNode.Parse(value);

        Assert.Empty(Errors(root));
    }

    private static IEnumerable<(string What, Action<JsonObject> Mistake)> Mistakes()
    {
        yield return ("an unknown key", experiment => experiment["Sampels"] = 3);
        yield return ("a wrong type", experiment => experiment["Seed"] = "one");
        yield return ("a broken number", experiment => experiment["Samples"] = 1.5);
        yield return ("out of range", experiment => experiment["Samples"] = 0);
        yield return ("a list for a group", experiment => experiment["Learners"] = new JsonArray());
        yield return ("an unknown part", experiment => experiment["Teacher"]!["Name"] = "abz");
        yield return ("a part without a name", experiment => experiment["Teacher"]!.AsObject().Remove("Name"));
        yield return ("an unknown option", experiment => experiment["Teacher"]!["Dimensoin"] = 3);
        yield return ("an option out of range", experiment => experiment["Teacher"]!["Dimension"] = 0);
        yield return ("an option of a wrong type", experiment => experiment["Teacher"]!["Dimension"] = true);
        yield return ("an unknown word", experiment => experiment["Teacher"]!["Directions"] = "sideways");
        yield return ("an option of another part", experiment => First(experiment)["Model"]!["Ridge"] = 1);
        yield return ("an unknown objective", experiment => First(experiment)["Objective"] = new JsonObject { ["Name"] = "empircal" });
        yield return ("an unknown learner key", experiment => First(experiment)["Optimiser"] = new JsonObject());
        yield return ("an unknown evaluator", experiment => experiment["Evaluators"] = new JsonObject { ["populaton-loss"] = new JsonObject() });
        yield return ("a cadence out of range", experiment => experiment["Evaluators"] = new JsonObject { ["population-loss"] = new JsonObject { ["Every"] = 0 } });
        yield return ("a label that is no folder", experiment => experiment["Learners"]!["a/b"] = First(experiment).DeepClone());
        yield return ("an axis without values", experiment => experiment["Sweep"] = new JsonObject { ["Seed"] = new JsonArray() });
        yield return ("a figure without Y", experiment => experiment["Figures"] = new JsonObject { ["one"] = new JsonObject { ["X"] = "step" } });
    }

    private static JsonNode First(JsonObject experiment) => experiment["Learners"]!.AsObject().First().Value!;

    private static JsonObject Root() => ConfigurationTree.Parse(Shipped.Studies, "li-ma-zhang.json");

    private static IReadOnlyList<string> Errors(JsonObject root)
    {
        var result = Schema.Evaluate(JsonSerializer.SerializeToElement(root), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")];
    }
}

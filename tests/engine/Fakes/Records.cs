using System.Text.Json.Nodes;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Records of runs that nobody ran.</summary>
internal static class Records
{
    public static RunRecord Create(string id, params LearnerRecord[] learners) => new()
    {
        Experiment = "small",
        Id = id,
        Identity = "abc" + id,
        Varied = new JsonObject { ["Seed"] = 5, ["Teacher:Dimension"] = 3 },
        Status = learners.Length == 0 ? RunStatus.Running : RunStatus.Done,
        Started = Runs.Moment,
        Seconds = 1.5,
        Seed = 5,
        Threads = 1,
        Dimension = 3,
        Headline = ["loss"],
        Learners = learners,
        Configuration = new JsonObject
        {
            ["Description"] = "two, \"quoted\"\nlines",
            ["Seed"] = 5,
            ["Samples"] = null,
            ["Teacher"] = new JsonObject { ["Name"] = "abs", ["Dimension"] = 3, ["Kappa"] = "Infinity" },
            ["Learners"] = new JsonObject(learners.Select(learner => KeyValuePair.Create<string, JsonNode?>(learner.Label, Settings()))),
        },
        Plugins = [],
        Environment = EnvironmentRecord.Current,
    };

    public static LearnerRecord Learner(string label, params MetricRecord[] metrics) => new(label, RunStatus.Done, null, 7, 0.5, 0.25, metrics);

    public static MetricRecord Loss(double value, double? standardError = null) => new("loss", "population", "loss", value, standardError);

    public static void Save(TempFolder output, params IEnumerable<RunRecord> records)
    {
        foreach (var record in records)
        {
            record.Save(output.File(record.Experiment, record.Id, "run.json"));
        }
    }

    private static JsonObject Settings() => new()
    {
        ["Model"] = new JsonObject { ["Name"] = "relu-student", ["Width"] = 48, ["Bias"] = false },
        ["Objective"] = new JsonObject { ["Name"] = "empirical" },
        ["Optimizer"] = new JsonObject { ["Name"] = "sgd", ["Ridge"] = 1e-3, ["Stages"] = new JsonArray(new JsonObject { ["Steps"] = 50 }, new JsonObject { ["Steps"] = 60 }) },
        ["Evaluators"] = new JsonObject { ["loss"] = new JsonObject { ["Name"] = "loss" } },
    };
}

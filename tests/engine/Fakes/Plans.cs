using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>Plans of a small experiment, varied by assignments as --set makes them.</summary>
internal static class Plans
{
    public const string Usual =
        """
        {
          "Run": ["small"],
          "Threads": 3,
          "Experiments": {
            "small": {
              "Seed": 7,
              "Samples": 20,
              "Teacher": { "Name": "plain" },
              "Learners": { "first": { "Model": { "Name": "trainable" }, "Optimizer": { "Name": "gradient" } } },
              "Evaluators": { "probe": {} }
            }
          }
        }
        """;

    /// <summary>A solver as a second learner.</summary>
    public const string SecondLearner = """Learners:second={ "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } }""";

    public static RunPlan Create(params string[] assignments) => With([], assignments);

    /// <summary>With further plugins beside the usual one.</summary>
    public static RunPlan With(IReadOnlyList<Plugin> plugins, params string[] assignments)
        => Assert.Single(Experiment(plugins, Usual, assignments).Runs);

    /// <summary>The only experiment of a configuration.</summary>
    public static ExperimentPlan Experiment(IReadOnlyList<Plugin> plugins, string configuration, params string[] assignments)
        => Assert.Single(Read(plugins, Trees.Parse(configuration), [], assignments));

    public static IReadOnlyList<string> Problems(params string[] assignments)
        => Assert.Throws<ConfigurationException>(() => Create(assignments)).Messages;

    /// <summary>The only problem there is.</summary>
    public static string Problem(params string[] assignments) => Assert.Single(Problems(assignments));

    public static IReadOnlyList<ExperimentPlan> Read(IReadOnlyList<Plugin> plugins, ConfigurationTree tree, IReadOnlyList<string> names, params string[] assignments)
        => new PlanReader(new PartCatalog([FakePlugins.Usual(), .. plugins])).Read(tree, names, assignments);
}

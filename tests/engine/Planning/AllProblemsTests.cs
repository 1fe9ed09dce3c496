using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Everything wrong comes in one message.</summary>
public sealed class AllProblemsTests
{
    private const string TwoWrong =
        """
        {
          "Threads": 0,
          "Experiments": {
            "one": {
              "Seed": "seven",
              "Samples": 20,
              "Teacher": { "Name": "plain", "Dimension": 0 },
              "Learners": {
                "first": { "Model": { "Name": "trainable" }, "Objective": { "Name": "empircal" }, "Optimizer": { "Name": "gradient", "Stps": 3 } },
                "second": { "Model": { "Name": "plane" }, "Optimizer": { "Name": "solver" } }
              }
            },
            "two": {
              "Teacher": { "Name": "plain" },
              "Learners": { "first": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "gradient" } } },
              "Evaluators": { "probe": { "Every": 0 } }
            }
          }
        }
        """;

    [Fact]
    public void OfAllExperiments()
    {
        var messages = Assert.Throws<ConfigurationException>(() => Plans.Read([], Trees.Parse(TwoWrong), ["one", "two"])).Messages;

        Assert.Equal(
            [
                "Experiments:one:Learners:first:Objective:Name",
                "Experiments:one:Learners:first:Optimizer:Stps",
                "Experiments:one:Learners:second:Model:Name",
                "Experiments:one:Seed",
                "Experiments:one:Teacher:Dimension",
                "Experiments:two:Evaluators:probe:Every",
                "Experiments:two:Learners:first:Objective",
                "Experiments:two:Learners:first:Optimizer",
                "Threads",
            ],
            messages.Select(message => message[..message.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ASharedEvaluatorIsReportedOnceForAllLearners() => Plans.Problem(Plans.SecondLearner, "Evaluators:probe:Factor=big");
}

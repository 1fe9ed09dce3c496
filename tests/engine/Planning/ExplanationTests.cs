using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>Every value of a resolved configuration says where it came from.</summary>
public sealed class ExplanationTests
{
    private const string Configuration =
        """
        {
          "Run": ["small"],
          "Experiments": {
            "small": {
              "Sweep": { "Seed": [7, 8], "Learners:first:Optimizer": [{ "Name": "gradient", "Steps": "= 2 * Let:k" }, { "Name": "gradient" }] },
              "Let": { "k": "= Samples / 5" },
              "Samples": 20,
              "Teacher": { "Name": "plain" },
              "Learners": { "first": { "Model": { "Name": "trainable" } } },
              "Evaluators": {
                "probe": { "Every": 2 }
              }
            }
          }
        }
        """;

    [Theory]
    [InlineData("Threads", "5", "--set")]
    [InlineData("Description", "\"\"", "default")]
    [InlineData("Seed", "7", "Sweep")]
    [InlineData("Samples", "20", "experiments.json:7")]
    [InlineData("Let:k", "4", "= Samples / 5  (experiments.json:6)")]
    [InlineData("Teacher:Name", "\"plain\"", "experiments.json:8")]
    [InlineData("Teacher:Dimension", "3", "default of teacher plain")]
    [InlineData("Learners:first:Optimizer:Name", "\"gradient\"", "Sweep of Learners:first:Optimizer")]
    [InlineData("Learners:first:Optimizer:Steps", "8", "= 2 * Let:k  (Sweep)")]
    [InlineData("Learners:first:Evaluators:probe:Name", "\"probe\"", "the label")]
    [InlineData("Learners:first:Evaluators:probe:Every", "2", "experiments.json:11")]
    [InlineData("Learners:first:Evaluators:probe:Factor", "1.5", "--set")]
    [InlineData("Learners:first:Objective:Name", "\"empirical\"", "default")]
    public void FileFlagSweepExpressionOrDefault(string path, string value, string origin)
    {
        var explained = Explanation.Create(Plans.Experiment([], Configuration, "Threads=5", "Evaluators:probe:Factor=1.5").Runs[0].Resolve());

        Assert.Equal(new ExplainedValue(path, value, origin), Assert.Single(explained, entry => entry.Path == path));
    }

    [Fact]
    public void WhatAPartOfTheSweepLeavesOutIsItsDefault()
        => Assert.Contains(Explanation.Create(Plans.Experiment([], Configuration).Runs[1].Resolve()), entry => entry is { Path: "Learners:first:Optimizer:Steps", Origin: "default of optimizer gradient" });
}

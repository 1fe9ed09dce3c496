using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Tests;

/// <summary>Figures that are refused before anything runs.</summary>
public sealed class FigureCheckTests
{
    private const string Sweep = WrittenResults.Sweep;

    [Theory]
    [InlineData("""{ "X": "Teacher:Dimensoin", "Y": "probe:value" }""", "Figures:law:X: is \"Teacher:Dimensoin\", which does not vary", "did you mean 'Teacher:Dimension'?")]
    [InlineData("""{ "X": "step", "Y": "prob:value" }""", "Figures:law:Y: is \"prob:value\"", "did you mean 'probe'?")]
    [InlineData("""{ "X": "step", "Y": "probe" }""", "Figures:law:Y: is \"probe\"", "EVALUATOR:METRIC")]
    [InlineData("""{ "X": "step", "Y": "probe:value", "Learners": ["frist"] }""", "there is no learner 'frist'", "did you mean 'first'?")]
    [InlineData("""{ "X": "step", "Y": "probe:value", "YAxis": "even" }""", "Figures:law:YAxis: is even", "automatic, linear, log")]
    [InlineData("""{ "X": "step", "Y": "probe:value", "Title": 3 }""", "Figures:law:Title: is 3", "a text")]
    [InlineData("""{ "Y": "probe:value" }""", "Figures:law:X: missing", "a value is required")]
    public void AFigureThatCannotBeIsOneProblem(string figure, string message, string hint)
    {
        var problem = Plans.Problem(Sweep, $"Figures:law={figure}");

        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.Contains(hint, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declaring:los", "is \"declaring:los\", which is not measured; allowed: declaring:loss, declaring:T*; did you mean 'declaring:loss'?")]
    [InlineData("declaring:S*", "which is not measured")]
    [InlineData("decl*:Loss", "which is not measured")]
    [InlineData("declaring:T4", null)]
    [InlineData("declaring:*", null)]
    [InlineData("*:anything", null)]
    [InlineData("probe:anything", null)]
    public void WhatAnEvaluatorSaysThatItDoesNotMeasureIsRefused(string y, string? message)
    {
        var plugin = FakePlugins.Create("declaring", parts => parts.AddEvaluator<Declaring, NoOptions>("declaring"));
        void Read() => Plans.Experiment([plugin], Plans.Usual, """Evaluators={ "probe": {}, "declaring": {} }""", $$"""Figures:law={ "X": "step", "Y": "{{y}}" }""");

        if (message is null)
        {
            Read();
        }
        else
        {
            Assert.Contains(message, Assert.Throws<ConfigurationException>(Read).Message);
        }
    }

    [Theory]
    [InlineData("""{ "X": "step", "Y": "probe:value", "FirstBelow": 1 }""", "FirstBelow: shows a step against a path that varies, and X is \"step\"")]
    [InlineData("""{ "X": "Teacher:Dimension", "Y": "probe:value", "FirstBelowLevel": "level" }""", "FirstBelowLevel: says more about FirstBelow, which is not there")]
    [InlineData("""{ "X": "Teacher:Dimension", "Y": "probe:value", "FirstBelow": 1, "ShareBelow": 1 }""", "FirstBelow: stands beside ShareBelow")]
    public void AFirstStepThatCannotBeShownIsRefused(string figure, string words)
        => Assert.Contains(Plans.Problems(Sweep, $"Figures:when={figure}"), problem => problem.StartsWith($"Experiments:small:Figures:when:{words}", StringComparison.Ordinal));
}

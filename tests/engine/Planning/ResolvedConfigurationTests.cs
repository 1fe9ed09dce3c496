using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

public sealed class ResolvedConfigurationTests
{
    [Fact]
    public void ComposesTheSameExperimentAgain()
    {
        var plan = Plans.Create(Plans.SecondLearner, "Teacher:Dimension=5", "Evaluators:probe:Every=3", "Learners:first:Objective:Name=fresh");
        var resolved = ResolvedConfiguration.Of(plan.Resolve());
        var again = Trees.Parse($$"""{ "Threads": 3, "Experiments": { "small": {{resolved.ToJsonString()}} } }""");

        var second = Assert.Single(Assert.Single(Plans.Read([], again, ["small"])).Runs);

        Assert.Equal(resolved.ToJsonString(), ResolvedConfiguration.Of(second.Resolve()).ToJsonString());
        Assert.Equal(5, Assert.IsType<PlainTeacherOptions>(second.Teacher.Options).Dimension);
        Assert.Equal(ObjectiveKind.Fresh, second.Learners[0].Objective.Kind);
    }

    [Fact]
    public void FillsInEveryDefault()
    {
        var resolved = ResolvedConfiguration.Of(Plans.Create().Resolve());

        Assert.Equal(3, (int)resolved["Teacher"]!["Dimension"]!);
        Assert.Equal("empirical", (string)resolved["Learners"]!["first"]!["Objective"]!["Name"]!);
        Assert.Equal(4, (int)resolved["Learners"]!["first"]!["Optimizer"]!["Steps"]!);
    }

    // Such a property is no setting: written back, it would be refused as unknown.
    [Fact]
    public void LeavesOutWhatOptionsComputeThemselves()
    {
        var plugin = FakePlugins.Create("computing", parts => parts.AddEvaluator<ComputingProbe, ComputingOptions>("computing"));

        var evaluator = ResolvedConfiguration.Of(Plans.With([plugin], "Evaluators:computing={}").Resolve())["Learners"]!["first"]!["Evaluators"]!["computing"]!.AsObject();

        Assert.Equal(["Name", "Length"], evaluator.Select(entry => entry.Key));
    }

    private sealed class ComputingOptions
    {
        public int Length { get; init; } = 2;

        public int Area => Length * Length;
    }

    private sealed class ComputingProbe : IEvaluator
    {
        public IReadOnlyList<Metric> Evaluate() => [];
    }
}

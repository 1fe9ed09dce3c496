using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Engine.Tests;

/// <summary>Which parts share randomness and which do not.</summary>
public sealed class RandomDrawTests
{
    private const string FreshObjective = "Learners:first:Objective:Name=fresh";
    private const string NoSample = "Samples=null";
    private const string ShowSample = "Learners:first:Evaluators:sample:Name=sample-probe";

    [Theory]
    [InlineData(Plans.SecondLearner)]
    [InlineData("""Learners={ "zeroth": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } }, "first": { "Model": { "Name": "trainable" }, "Optimizer": { "Name": "gradient" } } }""")]
    [InlineData("""Evaluators={ "earlier": { "Name": "probe" }, "probe": {}, "later": { "Name": "probe" } }""")]
    [InlineData("Learners:first:Evaluators:own:Name=probe")]
    [InlineData("Learners:first:Evaluators:probe:Factor=2")]
    [InlineData("Threads=7")]
    public void AnotherPartOrSettingChangesNoPartsDraw(string assignment)
        => Assert.Equal(DrawsOfFirst(FreshObjective), DrawsOfFirst(assignment, FreshObjective));

    [Fact]
    public void RemovingEvaluatorsAndTheSampleChangesNoPartsDraw()
    {
        var without = DrawsOfFirst("Evaluators={}", NoSample, FreshObjective);

        Assert.NotEmpty(without);
        Assert.Equal(DrawsOfFirst(FreshObjective).Where(draw => without.ContainsKey(draw.Key)), without);
    }

    [Fact]
    public void TheSeedChangesEveryDraw()
    {
        var (one, other) = (DrawsOfFirst(FreshObjective), DrawsOfFirst("Seed=8", FreshObjective));

        Assert.Equal(["model", "objective", "optimizer", "probe", "sample", "teacher"], one.Keys.Order());
        Assert.All(one.Keys, key => Assert.NotEqual(one[key], other[key]));
    }

    [Fact]
    public void NoTwoPartsDrawTheSame() => Assert.Distinct(DrawsOfFirst(FreshObjective).Values);

    [Fact]
    public void LearnersDrawDifferentlyButTheirEvaluatorsOfOneLabelTheSame()
    {
        using var experiment = Compositions.Compose(Plans.Create(Plans.SecondLearner));
        var learners = experiment.Learners.ToArray();

        Assert.NotEqual(((PlainModel)learners[0].Model).Draw, ((PlainModel)learners[1].Model).Draw);
        Assert.Equal(((Probe)learners[0].Evaluators[0].Evaluator).Draw, ((Probe)learners[1].Evaluators[0].Evaluator).Draw);
    }

    [Fact]
    public void EvaluatorsOfDifferentLabelsDrawDifferently()
    {
        using var experiment = Compositions.Compose(Plans.Create("Evaluators:other:Name=probe"));

        Assert.Distinct(experiment.Learners.Single().Evaluators.Select(evaluator => ((Probe)evaluator.Evaluator).Draw));
    }

    private static Dictionary<string, double> DrawsOfFirst(params string[] assignments)
    {
        var hasSample = !assignments.Contains(NoSample);
        using var experiment = Compositions.Compose(Plans.Create(hasSample ? [.. assignments, ShowSample] : assignments));
        var learner = experiment.Learners.Single(learner => learner.Label == "first");
        var optimizer = (GradientOptimizer)learner.Optimizer;
        var draws = new Dictionary<string, double>
        {
            ["teacher"] = ((PlainTeacher)experiment.Teacher).Draw,
            ["model"] = ((PlainModel)learner.Model).Draw,
            ["optimizer"] = optimizer.Draw,
            ["objective"] = ((SampleObjective)optimizer.Objective).Examples.Next().Inputs[0, 0],
        };
        foreach (var evaluator in learner.Evaluators)
        {
            switch (evaluator.Evaluator)
            {
                case SampleProbe probe:
                    draws["sample"] = probe.Sample.Inputs[0, 0];
                    break;
                case Probe probe when evaluator.Label == "probe":
                    draws["probe"] = probe.Draw;
                    break;
            }
        }

        return draws;
    }
}

using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>What a plan holds when nothing is wrong.</summary>
public sealed class PlanTests
{
    [Fact]
    public void HoldsTheChosenPartsWithTheirOptions()
    {
        var plan = Plans.Create("Teacher:Dimension=5", "Learners:first:Optimizer:Steps=12");
        var learner = Assert.Single(plan.Learners);

        Assert.Equal("small", plan.Experiment);
        Assert.Equal(7, plan.Settings.Seed);
        Assert.Equal(3, plan.Threads);
        Assert.Equal("plain", plan.Teacher.Name);
        Assert.Equal(5, Assert.IsType<PlainTeacherOptions>(plan.Teacher.Options).Dimension);
        Assert.Equal(("first", "trainable", "gradient"), (learner.Label, learner.Model.Name, learner.Optimizer.Part.Name));
        Assert.Equal(12, Assert.IsType<StepsOptions>(learner.Optimizer.Part.Options).Steps);
        Assert.Equal(ObjectiveKind.Empirical, learner.Objective.Kind);
    }

    [Fact]
    public void PartNamesAreFoundWhateverTheirCase() => Assert.Equal("plain", Plans.Create("Teacher:Name=PLAIN").Teacher.Name);

    [Fact]
    public void AnEvaluatorIsNamedByItsLabelUnlessNameSaysOtherwise()
    {
        var plan = Plans.Create("""Evaluators={ "probe": {}, "scaled": { "Name": "probe", "Factor": 3 } }""");
        var evaluators = plan.Learners[0].Evaluators;

        Assert.Equal(["probe", "scaled"], evaluators.Select(evaluator => evaluator.Label));
        Assert.Equal(["probe", "probe"], evaluators.Select(evaluator => evaluator.Part.Name));
        Assert.Equal([1, 3], evaluators.Select(evaluator => ((ProbeOptions)evaluator.Part.Options).Factor));
    }

    [Fact]
    public void CadenceIsTheHostsAndNotThePartsOption()
    {
        var evaluator = Assert.Single(Plans.Create("Evaluators:probe:every=5", "Evaluators:probe:PerDecade=2", "Evaluators:probe:Factor=3").Learners[0].Evaluators);

        Assert.Equal((5, 2), (evaluator.Cadence.Every, evaluator.Cadence.PerDecade));
        Assert.Equal(3, ((ProbeOptions)evaluator.Part.Options).Factor);
    }

    [Fact]
    public void ALearnersEvaluatorTakesThePlaceOfTheSharedOneOfItsLabel()
    {
        var plan = Plans.Create(Plans.SecondLearner, "Learners:first:Evaluators:probe:Factor=9", "Learners:first:Evaluators:extra:Name=probe");

        Assert.Equal([("probe", 9), ("extra", 1)], Evaluators(plan.Learners[0]));
        Assert.Equal([("probe", 1)], Evaluators(plan.Learners[1]));
        Assert.Equal(["probe"], plan.SharedEvaluators);

        static IEnumerable<(string, double)> Evaluators(LearnerPlan learner)
            => learner.Evaluators.Select(evaluator => (evaluator.Label, ((ProbeOptions)evaluator.Part.Options).Factor));
    }

    [Fact]
    public void AnAssignmentMaySayWhatToRun()
    {
        var tree = Trees.Parse(Plans.Usual);
        tree.Root["Experiments"]!["other"] = tree.Root["Experiments"]!["small"]!.DeepClone();

        // A relative path belongs to what runs, whatever the order of the assignments.
        var plan = Assert.Single(Plans.Read([], tree, [], "Seed=5", "Run=[\"other\"]"));

        Assert.Equal(("other", 5), (plan.Name, plan.Runs[0].Settings.Seed));
    }

    [Fact]
    public void RunNamesTheExperimentsUnlessTheyAreNamed()
    {
        var tree = Trees.Parse(Plans.Usual);
        tree.Root["Experiments"]!["other"] = tree.Root["Experiments"]!["small"]!.DeepClone();

        Assert.Equal(["small"], Plans.Read([], tree, []).Select(plan => plan.Name));
        Assert.Equal(["other", "small"], Plans.Read([], tree, ["OTHER", "small", "other"]).Select(plan => plan.Name));
    }

    [Fact]
    public void PluginsAreThoseInUse()
    {
        var spare = FakePlugins.Create("spare", parts => parts.AddEvaluator<Probe, ProbeOptions>("spare-probe"));

        Assert.Equal(["usual"], Plans.With([spare]).Plugins.Select(plugin => plugin.Name));
        Assert.Equal(["spare", "usual"], Plans.With([spare], "Evaluators:spare-probe={}").Plugins.Select(plugin => plugin.Name));
    }
}

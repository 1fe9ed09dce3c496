using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Composing;

namespace BeyondNtk.Engine.Tests;

/// <summary>The objective that an optimizer is given.</summary>
public sealed class ObjectiveTests
{
    [Fact]
    public void TheEmpiricalOneAveragesOverTheSharedSample()
    {
        using var experiment = Compose(Plans.SecondLearner);
        var objective = Assert.IsType<SampleObjective>(First(experiment).Objective);
        var shared = experiment.Learners.Select(learner => learner.Optimizer).OfType<SampleSolver>().Single().Sample;

        Assert.True(objective.Examples.IsFixed);
        Assert.Same(shared, objective.Examples.Next());
        Assert.IsType<SquaredLoss>(objective.Loss);
    }

    [Fact]
    public void ThePopulationOneHasTheTeacher()
    {
        using var experiment = Compose("Samples=null", "Learners:first:Objective:Name=population");

        Assert.Same(experiment.Teacher, Assert.IsType<PopulationObjective>(First(experiment).Objective).Teacher);
    }

    [Fact]
    public void TheFreshOneDrawsAnewAtEveryStep()
    {
        using var experiment = Compose("Samples=null", """Learners:first:Objective={ "Name": "fresh", "Samples": 6 }""");
        var examples = Assert.IsType<SampleObjective>(First(experiment).Objective).Examples;
        var (one, two) = (examples.Next(), examples.Next());

        Assert.False(examples.IsFixed);
        Assert.Equal((6, 6), (one.Count, two.Count));
        Assert.NotEqual(one.Inputs, two.Inputs);
        Assert.Equal(experiment.Teacher.Target(two.Inputs), two.Labels);
    }

    private static Experiment Compose(params string[] assignments) => Compositions.Compose(Plans.Create(assignments));

    private static GradientOptimizer First(Experiment experiment) => (GradientOptimizer)experiment.Learners.Peek().Optimizer;
}

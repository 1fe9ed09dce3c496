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

    [Fact]
    public void LossAndPenaltiesOfPluginsAreComposedByName()
    {
        using var experiment = Compose("""Learners:first:Objective={ "Loss": { "Name": "huber", "Width": 2 }, "Penalties": { "negated-sum": { "Weight": 3 }, "mine": { "Name": "negated-sum" } } }""");
        var optimizer = First(experiment);
        var objective = optimizer.Objective;

        Assert.Equal(2, Assert.IsType<HuberLoss>(objective.Loss).Width);
        Assert.Equal([("negated-sum", 3.0), ("mine", 1)], objective.Penalties.Select(penalty => (penalty.Label, penalty.Weight)));
        Assert.All(objective.Penalties, penalty => Assert.Same(optimizer.Model, Assert.IsType<NegatedSum>(penalty.Penalty).Model));
    }

    [Theory]
    [InlineData("""Learners:first:Objective:Loss={ "Name": "hubber" }""", "Learners:first:Objective:Loss:Name: there is no loss 'hubber'; allowed: huber")]
    [InlineData("""Learners:first:Objective:Loss={ "Name": "huber", "Width": 20 }""", "Learners:first:Objective:Loss:Width: is 20; allowed: 0.1 to 10")]
    [InlineData("""Learners:first:Objective:Penalties={ "negated-sum": { "Weight": -1 } }""", "Learners:first:Objective:Penalties:negated-sum:Weight: is -1; allowed: at least 0")]
    [InlineData("""Learners:first:Objective:Penalties={ "negated-sum": { "Wieght": 1 } }""", "Learners:first:Objective:Penalties:negated-sum:Wieght: unknown setting; allowed: Name, Weight")]
    public void AMistakeInThemIsNamed(string assignment, string words) => Assert.StartsWith($"Experiments:small:{words}", Plans.Problem(assignment));

    // Their order makes no difference, their weights do.
    [Fact]
    public void TheyArePartOfTheIdentity()
    {
        static string Identity(string objective) => Plans.Create($"Learners:first:Objective={objective}").Identity;

        var one = Identity("""{ "Penalties": { "a": { "Name": "negated-sum" }, "b": { "Name": "negated-sum", "Weight": 2 } } }""");

        Assert.Equal(one, Identity("""{ "Penalties": { "b": { "Name": "negated-sum", "Weight": 2 }, "a": { "Name": "negated-sum" } } }"""));
        Assert.NotEqual(one, Identity("""{ "Penalties": { "b": { "Name": "negated-sum", "Weight": 1 }, "a": { "Name": "negated-sum" } } }"""));
        Assert.NotEqual(Plans.Create().Identity, Identity("""{ "Loss": { "Name": "huber" } }"""));
    }

    // At the start nothing has moved, and after two random steps something has.
    [Fact]
    public void AnEvaluatorMayAskForTheStartTheOptimizerAndTheObjective()
    {
        using var experiment = Compose("Learners:first:Model:Name=walking", "Learners:first:Optimizer:Name=wanderer", "Evaluators={ \"voyage\": {} }");
        var learner = experiment.Learners.Peek();
        var voyage = Assert.IsType<Voyage>(Assert.Single(learner.Evaluators).Evaluator);

        Assert.Same(learner.Optimizer, voyage.Optimizer);
        Assert.IsType<SampleObjective>(voyage.Objective);
        Assert.Equal(0, voyage.Evaluate()[0].Value);
        learner.Optimizer.Step();
        Assert.True(voyage.Evaluate()[0].Value > 0);
    }

    [Fact]
    public void InitialParametersNeedAModelThatHasSome()
        => Assert.Contains(
            "evaluator 'voyage' needs a model that is WalkingModel",
            Plans.Problem("Learners:first:Model:Name=plain", "Learners:first:Optimizer:Name=solver", "Evaluators={ \"voyage\": {} }"));

    private static Experiment Compose(params string[] assignments) => Compositions.Compose(Plans.Create(assignments));

    private static GradientOptimizer First(Experiment experiment) => (GradientOptimizer)experiment.Learners.Peek().Optimizer;
}

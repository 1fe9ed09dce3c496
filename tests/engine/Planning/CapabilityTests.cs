namespace BeyondNtk.Engine.Tests;

/// <summary>A part that needs what the chosen model, teacher or experiment is not.</summary>
public sealed class CapabilityTests
{
    [Fact]
    public void AModelWithoutWhatTheOptimizerNeedsIsRefused()
    {
        var problem = Plans.Problem("Learners:first:Model:Name=network");

        Assert.StartsWith("Experiments:small:Learners:first:Optimizer: optimizer 'gradient' needs a model that is ITrainable", problem);
        Assert.Contains("'network' is ITwoLayerNetwork", problem);
        Assert.Contains("models that fit: 'trainable'", problem);
    }

    [Fact]
    public void AModelOrTeacherWithoutWhatAnEvaluatorNeedsIsRefused()
    {
        var problems = Plans.Problems("Evaluators:neurons={}");

        Assert.Equal(2, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith("Experiments:small:Evaluators:neurons: evaluator 'neurons' needs a ", problem));
        Assert.Contains(problems, problem => problem.Contains("model that is ITwoLayerNetwork; 'trainable' is ITrainable; models that fit: 'network'"));
        Assert.Contains(problems, problem => problem.Contains("teacher that is ITwoLayerTeacher; 'plain' is nothing beyond a teacher; teachers that fit: 'network'"));
    }

    // A network beside the learner that has none: the evaluator of networks is left out for that learner alone, and the plan says so.
    [Fact]
    public void AnEvaluatorThatOneLearnerCannotServeIsLeftOutForItAlone()
    {
        const string Network = """Learners:second={ "Model": { "Name": "network" }, "Optimizer": { "Name": "solver" } }""";

        var plan = Plans.Experiment([], Plans.Usual, "Evaluators:neurons={}", "Teacher:Name=network", Network);

        var learners = plan.Runs[0].Resolve().Learners;
        Assert.Equal([["probe"], ["probe", "neurons"]], learners.Select(learner => learner.Evaluators.Select(evaluator => evaluator.Label)));
        Assert.StartsWith("Experiments:small:Evaluators:neurons: is left out for learner 'first': evaluator 'neurons' needs a model that is ITwoLayerNetwork", Assert.Single(plan.Remarks));
    }

    [Fact]
    public void AnObjectiveThatNothingReadsIsRefused()
    {
        var problem = Plans.Problem("Learners:first:Optimizer:Name=solver", "Learners:first:Objective:Name=population");

        Assert.StartsWith("Experiments:small:Learners:first:Objective: nothing reads it: optimizer 'solver'", problem);
        Assert.Contains("'gradient'", problem);
    }

    [Fact]
    public void ThoseThatFitAreAccepted()
    {
        var plan = Plans.Create("Evaluators:neurons={}", "Teacher:Name=network", "Learners:first:Model:Name=network", "Learners:first:Optimizer:Name=solver");

        Assert.Equal(["probe", "neurons"], plan.Learners[0].Evaluators.Select(evaluator => evaluator.Label));
    }

    [Theory]
    [InlineData("Learners:first:Optimizer: 'solver' needs a sample", "Learners:first:Optimizer:Name=solver")]
    [InlineData("Evaluators:sample-probe: 'sample-probe' needs a sample", "Evaluators:sample-probe={}", "Learners:first:Objective:Name=population")]
    public void AMissingSampleIsRefused(string beginning, params string[] assignments)
    {
        var problem = Plans.Problem(["Samples=null", .. assignments]);

        Assert.StartsWith($"Experiments:small:{beginning}", problem);
        Assert.Contains("Experiments:small:Samples", problem);
    }

    [Fact]
    public void TheEmpiricalObjectiveNeedsASample()
    {
        var problem = Plans.Problem("Samples=null");

        Assert.StartsWith("Experiments:small:Learners:first:Objective: ", problem);
        Assert.Contains("Experiments:small:Samples", problem);
        Assert.Contains("'population' or 'fresh'", problem);
    }

    [Theory]
    [InlineData("population")]
    [InlineData("fresh")]
    public void TheOtherObjectivesNeedNone(string objective) => Assert.Null(Plans.Create("Samples=null", $"Learners:first:Objective:Name={objective}").Settings.Samples);
}

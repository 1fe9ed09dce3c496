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

    [Fact]
    public void ThoseThatFitAreAccepted()
    {
        var plan = Plans.Create("Evaluators:neurons={}", "Teacher:Name=network", "Learners:first:Model:Name=network", "Learners:first:Optimizer:Name=solver");

        Assert.Equal(["probe", "neurons"], plan.Learners[0].Evaluators.Select(evaluator => evaluator.Label));
    }

    [Theory]
    [InlineData("Learners:first:Optimizer:Name=solver", "Learners:first:Optimizer: 'solver' needs a sample")]
    [InlineData("Evaluators:sample-probe={}", "Evaluators:sample-probe: 'sample-probe' needs a sample")]
    public void AMissingSampleIsRefused(string assignment, string beginning)
    {
        var problem = Plans.Problem("Samples=null", "Learners:first:Objective:Name=population", assignment);

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

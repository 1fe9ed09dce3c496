using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Storage;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Engine.Tests;

/// <summary>What optimizers tell of their steps, and what parts hand over that breaks the contract.</summary>
public sealed class StepReportTests
{
    [Fact]
    public void NumbersOfAStepAreAskedForAtTheirCadenceAndAtTheEnd()
    {
        var asked = new List<long>();
        var loop = new Loop { StepsEvery = 3 };
        var optimizer = new ScriptedOptimizer(7, step => new StepResult(10 * step))
        {
            Told = step =>
            {
                asked.Add(step);
                return [new Metric("temperature", step)];
            },
        };

        loop.Run(optimizer, []);

        Assert.Equal([3, 6, 7], asked);
        Assert.Equal([(3, 3.0), (6, 6), (7, 7)], loop.Measurements.Where(row => row.Metric.Name == "temperature").Select(row => (row.Step, row.Metric.Value)));
        Assert.Equal([(3, 30.0), (6, 60), (7, 70)], loop.Measurements.Where(row => row.Metric.Name == "objective").Select(row => (row.Step, row.Metric.Value)));
    }

    // The blocks of a factorisation are no learning curve; where it ends counts.
    [Fact]
    public void AClosedFormFitHasItsValueAtTheEndOnly()
    {
        var loop = new Loop { StepsEvery = 3, FollowsObjective = false };

        loop.Run(new ScriptedOptimizer(7, step => new StepResult(10 * step)), []);

        Assert.Equal([(7, 70.0)], loop.Measurements.Where(row => row.Metric.Name == "objective").Select(row => (row.Step, row.Metric.Value)));
    }

    [Fact]
    public void WhatIsUndefinedIsLeftOutAndIsNoDivergence()
    {
        var record = new Loop().Run(new ScriptedOptimizer(2), [Loop.Evaluator("angle", new Saying(call => [new("norm", 0), Metric.Undefined("angle")]))]);

        Assert.Equal(RunStatus.Done, record.Status);
        Assert.Equal(["norm", "objective"], record.Metrics.Select(metric => metric.Metric));
    }

    public static TheoryData<string, Func<int, IReadOnlyList<Metric>>> Wrong => new()
    {
        { "2 of its metrics are named 'a'", _ => [new("a", 1), new("b", 1), new("a", 1)] },
        { "its metrics are 'b', and were 'a' before", call => [new(call == 1 ? "a" : "b", 1)] },
        { "the standard error of its metric 'a' is -1", _ => [new("a", 1) { StandardError = -1 }] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void AnEvaluatorThatBreaksTheContractIsNamed(string words, Func<int, IReadOnlyList<Metric>> script)
    {
        var record = new Loop().Run(new ScriptedOptimizer(2), [Loop.Evaluator("wrong", new Saying(script))]);

        Assert.Equal(RunStatus.Failed, record.Status);
        Assert.StartsWith("evaluator 'wrong' failed", record.Message);
        Assert.Contains(words, record.Message);
    }

    [Fact]
    public void AnOptimizerThatBreaksItIsNamedToo()
    {
        var optimizer = new ScriptedOptimizer(2) { Told = _ => [new("a", 1), new("a", 2)] };

        Assert.StartsWith("the optimizer failed", new Loop().Run(optimizer, []).Message);
    }

    [Fact]
    public void AModelWhosePredictionsHaveAnotherShapeIsNamedNotWhatStumbles()
    {
        var record = new Loop { Probe = (Matrix<double>.Build.Dense(2, 3), 5) }.Run(new ScriptedOptimizer(2), []);

        Assert.Equal(RunStatus.Failed, record.Status);
        Assert.StartsWith("the model failed", record.Message);
        Assert.Contains("ask for 2 x 5", record.Message);
    }

    private sealed class Saying(Func<int, IReadOnlyList<Metric>> script) : IEvaluator
    {
        private int _calls;

        public IReadOnlyList<Metric> Evaluate() => script(++_calls);
    }
}

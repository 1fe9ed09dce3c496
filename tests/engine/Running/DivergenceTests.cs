using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Losses that leave their bounds, weights that are no numbers, and calls that do not return.</summary>
public sealed class DivergenceTests
{
    [Fact]
    public void ALossThatGrowsBeyondTheFactorIsADivergence()
    {
        var loop = new Loop { Limits = new LoopLimits(DivergenceFactor: 100) };

        var record = loop.Run(new ScriptedOptimizer(50, step => new StepResult(0.5 * Math.Pow(2, step - 1))), [Loop.Evaluator("due", every: 3)]);

        // 2^6 is within, 2^7 beyond.
        Assert.Equal((RunStatus.Diverged, 8), (record.Status, record.Steps));
        Assert.Contains("the loss is 64 at step 8, more than 100 (DivergenceFactor) times the 0.5 of the first step", record.Message, StringComparison.Ordinal);
        Assert.Equal(double.PositiveInfinity, Assert.Single(record.Metrics).Value);
        Assert.Contains("times the 0.5 of the first step; a smaller step may help", record.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFirstLossOfZeroIsNoMeasure()
        => Assert.Equal(RunStatus.Done, new Loop { Limits = new LoopLimits(DivergenceFactor: 10) }.Run(new ScriptedOptimizer(5, step => new StepResult(step - 1)), []).Status);

    [Fact]
    public void ALearnerThatDivergedHasNoFinalValueAndKeepsTheNamesOfItsMetrics()
    {
        var record = new Loop().Run(
            new ScriptedOptimizer(10, step => new StepResult(step == 5 ? double.NaN : 1)),
            [Loop.Evaluator("due", new ScriptedEvaluator(call => call < 4 ? call : double.PositiveInfinity), every: 1)]);

        Assert.Equal((RunStatus.Diverged, 5), (record.Status, record.Steps));
        Assert.Equal(("due", double.PositiveInfinity), (Assert.Single(record.Metrics).Evaluator, record.Metrics[0].Value));
        Assert.Empty(record.FinalMetrics);
    }

    [Fact]
    public void WeightsThatAreNoNumbersAfterTheLastStepAreADivergence()
    {
        var model = new WalkingModel(new RandomStream(1));

        var record = new Loop().Run(model, new ScriptedOptimizer(3, step => new StepResult(model.Parameters[1] = step == 3 ? double.NaN : 1) with { Loss = 1 }), [Loop.Evaluator("due")]);

        Assert.Equal(RunStatus.Diverged, record.Status);
        Assert.Contains("weights are no finite numbers after the last step, 3", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 1.0, 1.0)]
    [InlineData(100, 0.99, 0.904382075008804)]
    [InlineData(19, 0.99, null)]
    public void TheTrendComparesTheLastTenthOfTheStepsWithTheOneBefore(int steps, double ratio, double? trend)
    {
        // Of a geometric sequence it is ratio^(steps / 10).
        var record = new Loop().Run(new ScriptedOptimizer(steps, step => new StepResult(Math.Pow(ratio, step))), []);

        Assert.Equal(trend is not null, record.LossTrend is not null);
        Assert.Equal(trend ?? 0, record.LossTrend ?? 0, 1e-12);
    }

    [Fact]
    public void AStepThatDoesNotReturnIsGivenUp()
    {
        using var never = new ManualResetEventSlim();
        var loop = new Loop { Limits = new LoopLimits(StepTimeout: TimeSpan.FromMilliseconds(200)) };

        var record = loop.Run(
            new ScriptedOptimizer(10, step =>
            {
                if (step == 3)
                {
                    never.Wait();
                }

                return new StepResult(1);
            }),
            [Loop.Evaluator("due", every: 1)]);

        Assert.Equal((RunStatus.Failed, 2), (record.Status, record.Steps));
        Assert.Contains("the optimizer has not returned for 0.2 s after step 2", record.Message, StringComparison.Ordinal);
        Assert.Contains("StepTimeoutSeconds", record.Message, StringComparison.Ordinal);
        Assert.Equal([0, 1, 2], loop.StepsOf("due"));

        // Should it return after all, it finds nothing to do.
        never.Set();
        Assert.Equal([0, 1, 2], loop.StepsOf("due"));
        Assert.Same(record, Assert.Single(loop.Display.Over));
    }

    [Fact]
    public void AnEvaluationThatDoesNotReturnIsGivenUp()
    {
        using var never = new ManualResetEventSlim();
        var loop = new Loop { Limits = new LoopLimits(StepTimeout: TimeSpan.FromMilliseconds(200)) };
        var stuck = new ScriptedEvaluator(call =>
        {
            if (call == 2)
            {
                never.Wait();
            }

            return call;
        });

        var record = loop.Run(new ScriptedOptimizer(5), [Loop.Evaluator("sound", every: 1), Loop.Evaluator("stuck", stuck, every: 1)]);

        Assert.Equal(RunStatus.Failed, record.Status);
        Assert.Contains("evaluator 'stuck' has not returned", record.Message, StringComparison.Ordinal);
        Assert.Equal([0, 1], loop.StepsOf("sound"));
        never.Set();
    }
}

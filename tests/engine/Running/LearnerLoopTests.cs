using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>How training ends, and what is kept of it.</summary>
public sealed class LearnerLoopTests
{
    private readonly Loop _loop = new();

    [Fact]
    public void TakesAllStepsAndIsDone()
    {
        var record = _loop.Run(new ScriptedOptimizer(5), [Loop.Evaluator("due")]);

        Assert.Equal((RunStatus.Done, 5, null), (record.Status, record.Steps, record.Message));
        Assert.Equal([1, 2, 3, 4, 5], _loop.Display.Steps);
        Assert.Equal(["learner"], _loop.Display.Begun);
        Assert.Same(record, Assert.Single(_loop.Display.Over));
    }

    [Fact]
    public void EndsEarlyWhenTheOptimizerSaysSo()
    {
        var record = _loop.Run(new ScriptedOptimizer(100, step => new StepResult(1, Finished: step == 4)), [Loop.Evaluator("due", every: 2)]);

        Assert.Equal((RunStatus.Done, 4), (record.Status, record.Steps));
        Assert.Equal([0, 2, 4], _loop.StepsOf("due"));
    }

    [Fact]
    public void ALastStepThatGoesWrongIsADivergence()
    {
        var record = _loop.Run(new ScriptedOptimizer(3), [Loop.Evaluator("due", new ScriptedEvaluator(call => call == 1 ? 1 : double.NaN))]);

        Assert.Equal((RunStatus.Diverged, 3), (record.Status, record.Steps));
        Assert.Contains("due", record.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ALossThatIsNoNumberIsADivergence(double loss)
    {
        var record = _loop.Run(new ScriptedOptimizer(10, step => new StepResult(step == 4 ? loss : 1)), [Loop.Evaluator("due", every: 2)]);

        Assert.Equal((RunStatus.Diverged, 4), (record.Status, record.Steps));
        Assert.Contains("at step 4", record.Message);
        Assert.Equal([0, 2], _loop.StepsOf("due"));
    }

    [Fact]
    public void AnExceptionInAStepIsAFailure()
    {
        var record = _loop.Run(
            new ScriptedOptimizer(10, step => step == 4 ? throw new InvalidOperationException("it broke") : new StepResult(1)), [Loop.Evaluator("due", every: 2)]);

        Assert.Equal((RunStatus.Failed, 3), (record.Status, record.Steps));
        Assert.Contains("InvalidOperationException after step 3: it broke", record.Message);
        Assert.Equal([0, 2], _loop.StepsOf("due"));
        Assert.Equal(2, Assert.Single(record.Metrics).Value);
        Assert.Same(record, Assert.Single(_loop.Display.Over));
    }

    [Fact]
    public void AnExceptionInAnEvaluationIsAFailureThatKeepsWhatWasMeasured()
    {
        var breaking = new ScriptedEvaluator(call => call == 3 ? throw new InvalidOperationException("cannot measure") : call);

        var record = _loop.Run(new ScriptedOptimizer(4), [Loop.Evaluator("sound", every: 2), Loop.Evaluator("breaking", breaking, every: 2)]);

        Assert.Equal((RunStatus.Failed, 4), (record.Status, record.Steps));
        Assert.Contains("cannot measure", record.Message);
        Assert.Equal([0, 2, 4], _loop.StepsOf("sound"));
        Assert.Equal([0, 2], _loop.StepsOf("breaking"));
        Assert.Equal([("breaking", 2), ("optimizer", 1), ("sound", 3)], record.Metrics.Select(metric => (metric.Evaluator, metric.Value)).Order());
    }

    [Fact]
    public void AnInterruptionEndsWithALastEvaluation()
    {
        using var source = new CancellationTokenSource();

        var record = _loop.Run(CancelledAt(5, source), [Loop.Evaluator("due", every: 2), Loop.Evaluator("ends")], source.Token);

        Assert.Equal((RunStatus.Interrupted, 5), (record.Status, record.Steps));
        Assert.Contains("after step 5 of 10", record.Message);
        Assert.Equal([0, 2, 4, 5], _loop.StepsOf("due"));
        Assert.Equal([0, 5], _loop.StepsOf("ends"));
    }

    [Fact]
    public void AnEvaluationThatFailsAtAnInterruptionLeavesItAnInterruption()
    {
        using var source = new CancellationTokenSource();
        var breaking = new ScriptedEvaluator(call => call == 2 ? throw new InvalidOperationException("cannot measure") : call);

        var record = _loop.Run(CancelledAt(5, source), [Loop.Evaluator("breaking", breaking)], source.Token);

        Assert.Equal((RunStatus.Interrupted, "interrupted after step 5 of 10"), (record.Status, record.Message));
    }

    [Fact]
    public void AnInterruptionMeasuresNothingTwice()
    {
        using var source = new CancellationTokenSource();

        _loop.Run(CancelledAt(4, source), [Loop.Evaluator("due", every: 2), Loop.Evaluator("ends")], source.Token);

        Assert.Equal([0, 2, 4], _loop.StepsOf("due"));
        Assert.Equal([0, 4], _loop.StepsOf("ends"));
    }

    [Fact]
    public void AnInterruptionBeforeTheFirstStepMeasuresTheStartOnce()
    {
        var record = _loop.Run(new ScriptedOptimizer(10), [Loop.Evaluator("due")], new CancellationToken(canceled: true));

        Assert.Equal((RunStatus.Interrupted, 0), (record.Status, record.Steps));
        Assert.Equal([0], _loop.StepsOf("due"));
    }

    [Fact]
    public void AnInterruptionDuringTheLastStepComesTooLate()
    {
        using var source = new CancellationTokenSource();

        Assert.Equal(RunStatus.Done, _loop.Run(CancelledAt(10, source), [], source.Token).Status);
    }

    [Fact]
    public void TheRecordHasTheLastValuesAndTheOptimizersReport()
    {
        var optimizer = new ScriptedOptimizer(4) { Findings = [new Metric("residual", 0.25) { Quantity = "relative residual", StandardError = 0.5 }] };

        var record = _loop.Run(optimizer, [Loop.Evaluator("due", every: 2)]);

        Assert.Equal(
            [new MetricRecord("due", "calls", "calls", 3, null), new MetricRecord("optimizer", "objective", "objective", 1, null), new MetricRecord("optimizer", "residual", "relative residual", 0.25, 0.5)], record.Metrics);
        Assert.DoesNotContain(_loop.Measurements, row => row.Metric.Name == "residual");
    }

    [Fact]
    public void AReportThatBreaksIsAFailureThatKeepsWhatWasMeasured()
    {
        var record = _loop.Run(new BrokenReport(), [Loop.Evaluator("due")]);

        Assert.Equal(RunStatus.Failed, record.Status);
        Assert.Contains("no report", record.Message);
        Assert.Equal([0, 1], _loop.StepsOf("due"));
    }

    [Fact]
    public void EveryLearnersNumbersCarryItsLabel()
    {
        _loop.Run(new ScriptedOptimizer(1), [Loop.Evaluator("due")]);

        Assert.All(_loop.Measurements, row => Assert.Equal("learner", row.Learner));
    }

    private static ScriptedOptimizer CancelledAt(long last, CancellationTokenSource source) => new(10, step =>
    {
        if (step == last)
        {
            source.Cancel();
        }

        return new StepResult(1);
    });

    private sealed class BrokenReport : IOptimizer
    {
        public long Steps => 1;

        public StepResult Step() => new(1);

        public IReadOnlyList<Metric> Report() => throw new InvalidOperationException("no report");
    }
}

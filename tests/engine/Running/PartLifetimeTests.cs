using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Every run has parts of its own, made once, and what they hold is given back.</summary>
public sealed class PartLifetimeTests : IDisposable
{
    private static readonly string[] OfOneRun = ["evaluator", "model", "optimizer", "service", "teacher"];
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EachRunCreatesItsPartsOnceAndDisposesOfThem(int runs)
    {
        var parts = new OwningParts();
        var plan = Plan(parts, $$"""Sweep={ "Seed": "1..{{runs}}" }""");

        Assert.All(Run(plan), status => Assert.Equal(RunStatus.Done, status));

        Assert.Equal(OfOneRun.SelectMany(part => Enumerable.Repeat(part, runs)), parts.Created);
        Assert.Equal(parts.Created, parts.Disposed);
    }

    [Fact]
    public void ARunThatFailsDisposesOfItsPartsToo()
    {
        var parts = new OwningParts { OnStep = () => throw new InvalidOperationException("it broke") };

        Assert.Equal([RunStatus.Failed], Run(Plan(parts)));

        Assert.Equal(OfOneRun, parts.Disposed);
    }

    [Fact]
    public void RunsThatAreNeverBegunDisposeOfThem()
    {
        var parts = new OwningParts();

        Assert.Empty(Run(Plan(parts, """Sweep={ "Seed": "1..3" }"""), new CancellationToken(canceled: true)));

        Assert.Equal(3 * OfOneRun.Length, parts.Created.Count());
        Assert.Equal(parts.Created, parts.Disposed);
    }

    // The thread of the call goes on, and may use whatever the learner was given: its own parts, the teacher and services.
    [Fact]
    public void PartsThatACallWithoutAnEndMayUseAreLeftAlone()
    {
        using var never = new ManualResetEventSlim();
        var parts = new OwningParts { OnStep = never.Wait };

        Assert.Equal([RunStatus.Failed], Run(Plan(parts, "StepTimeoutSeconds=0.2")));

        Assert.Equal(OfOneRun, parts.Created);
        Assert.Empty(parts.Disposed);
        never.Set();
    }

    // What was given up was the other learner's.
    [Fact]
    public void AnotherLearnersPartsAreDisposedOfAllTheSame()
    {
        using var never = new ManualResetEventSlim();
        var calls = 0;
        var parts = new OwningParts
        {
            OnStep = () =>
            {
                if (Interlocked.Increment(ref calls) == 1)
                {
                    never.Wait();
                }
            },
        };

        Run(Plan(parts, "StepTimeoutSeconds=0.2", """Learners:second={ "Model": { "Name": "owning" }, "Optimizer": { "Name": "owning" } }"""));

        Assert.Equal(["evaluator", "model", "optimizer"], parts.Disposed);
        never.Set();
    }

    private static ExperimentPlan Plan(OwningParts parts, params string[] assignments)
        => Plans.Experiment([parts.Plugin], Plans.Usual, [.. OwningParts.Assignments, .. assignments]);

    private IReadOnlyList<RunStatus> Run(ExperimentPlan plan, CancellationToken interruption = default)
    {
        using var runner = Runs.Runner(plan, _output.Path, interruption: interruption);
        runner.Prepare();
        runner.Run(new RecordingDisplay());
        return [.. runner.Results.Select(run => run.Result.Record.Status)];
    }
}

using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace BeyondNtk.Engine.Tests;

/// <summary>The runs of a sweep: what is made, what is found, and what failure costs.</summary>
public sealed class ExperimentRunnerTests : IDisposable
{
    private const string Seeds = """Sweep={ "Seed": "1..6" }""";
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void EveryRunIsMadeOnceAndThenFound()
    {
        var first = Run(Plan(Seeds));
        var second = Run(Plan(Seeds));

        Assert.Equal((6, 0), (first.Made, second.Made));
        Assert.Equal([1L, 2, 3, 4, 5, 6], first.Results.Select(run => run.Result.Record.Seed));
        Assert.Equal(first.Results.Select(run => run.Result.Folder), second.Results.Select(run => run.Result.Folder));
        Assert.Equal(6, Records().Count);
    }

    [Fact]
    public void OnlyWhatIsMissingIsMade()
    {
        Run(Plan("""Sweep={ "Seed": "2..3" }"""));

        var runner = Run(Plan(Seeds));

        Assert.Equal(4, runner.Made);
        Assert.Equal([1L, 2, 3, 4, 5, 6], Records().Select(record => record.Seed).Order());
    }

    [Fact]
    public void AgainMakesAll()
    {
        Run(Plan(Seeds));

        Assert.Equal(6, Run(Plan(Seeds), new RunOptions(Again: true)).Made);
        Assert.Equal(12, Records().Count);
    }

    [Theory]
    [InlineData(nameof(RunStatus.Running))]
    [InlineData(nameof(RunStatus.Failed))]
    [InlineData(nameof(RunStatus.Interrupted))]
    public void ARunThatDidNotEndByItselfIsNoResult(string status)
    {
        var folder = Assert.Single(Run(Plan()).Results).Result.Folder;
        var record = RunRecord.Load(Path.Combine(folder, "run.json"));
        (record with { Status = Enum.Parse<RunStatus>(status) }).Save(Path.Combine(folder, "run.json"));

        var again = Run(Plan());
        Assert.Equal(1, again.Made);

        Assert.Equal(folder, Assert.Single(again.Results).Result.Folder);
    }

    [Fact]
    public void ARunWhoseSurroundingsFailedGoesOn()
    {
        var folder = Assert.Single(Run(Plan()).Results).Result.Folder;
        var record = RunRecord.Load(Path.Combine(folder, "run.json"));
        (record with { Status = RunStatus.Failed, Message = "no space left on device" }).Save(Path.Combine(folder, "run.json"));

        Assert.Equal(folder, Assert.Single(Run(Plan()).Results).Result.Folder);
    }

    [Fact]
    public void AnUnfinishedRunOfOtherPluginFilesIsLeftAlone()
    {
        var folder = Assert.Single(Run(Plan()).Results).Result.Folder;
        var record = RunRecord.Load(Path.Combine(folder, "run.json"));
        (record with { Status = RunStatus.Running, Plugins = [record.Plugins[0] with { Sha256 = "other" }] }).Save(Path.Combine(folder, "run.json"));

        Assert.NotEqual(folder, Assert.Single(Run(Plan()).Results).Result.Folder);
    }

    [Fact]
    public void ALockOfADeadProcessIsTakenOverAndNamed()
    {
        var plan = Plan();
        Directory.CreateDirectory(_output.File(".locks", "small"));
        File.WriteAllText(_output.File(".locks", "small", plan.Runs[0].Identity), "");
        File.WriteAllText(_output.File(".locks", "small", plan.Runs[0].Identity + ".holder"), "process 4711 on another, since long ago");

        var folder = Assert.Single(Run(plan).Results).Result.Folder;

        Assert.Contains("taken over from process 4711 on another, since long ago, which is gone", File.ReadAllText(Path.Combine(folder, "log.txt")), StringComparison.Ordinal);
        Assert.Null(RunClaim.HolderOf(_output.Path, plan.Runs[0]));
    }

    [Fact]
    public void ARunThatCannotBeClaimedStopsNoOther()
    {
        // A folder stands where the lock would be: nobody will ever give it back.
        var plan = Plan(Seeds);
        Directory.CreateDirectory(_output.File(".locks", "small", plan.Runs[1].Identity));

        var runner = Run(plan);

        Assert.Equal(6, runner.Results.Count);
        var (_, result) = Assert.Single(runner.Results, run => run.Result.Record.Status != RunStatus.Done);
        Assert.Contains("cannot be claimed", result.Record.Message, StringComparison.Ordinal);
    }

    // Composing takes a while, in which the process that was making it may have ended.
    [Fact]
    public void ARunThatEndedBeforeItIsResumedIsTakenAsItIs()
    {
        var folder = Assert.Single(Run(Plan()).Results).Result.Folder;
        var done = RunRecord.Load(Path.Combine(folder, "run.json"));

        var plan = Plan();
        using var claim = Store().TryClaim(plan.Runs[0])!;
        var runner = Run(plan, new RunOptions { Unfinished = (new StoredRun(folder, done with { Status = RunStatus.Running }), claim) });

        Assert.Equal((0, RunStatus.Done), (runner.Made, Assert.Single(runner.Results).Result.Record.Status));
    }

    [Fact]
    public void WhatAKilledProcessHadBegunToNameIsNoRun()
    {
        var plan = Plan();
        var stale = _output.File("small", $".begun-{plan.Runs[0].Identity}");
        Directory.CreateDirectory(stale);
        BeyondNtk.Engine.Tests.Records.Create("stale").Save(Path.Combine(stale, "run.json"));

        Assert.Equal(1, Run(plan).Made);
        Assert.Single(StoredRuns.Under(_output.Path));
        Assert.False(Directory.Exists(stale));
    }

    [Fact]
    public void ADamagedRecordIsNoResult()
    {
        var folder = Assert.Single(Run(Plan()).Results).Result.Folder;
        File.WriteAllText(Path.Combine(folder, "run.json"), "{ \"experiment\": ");

        Assert.Equal(1, Run(Plan()).Made);
    }

    [Fact]
    public void AResultOfOtherPluginFilesIsNone()
    {
        var folder = Assert.Single(Run(Plan()).Results).Result.Folder;
        var record = RunRecord.Load(Path.Combine(folder, "run.json"));
        (record with { Plugins = [record.Plugins[0] with { Sha256 = "other" }] }).Save(Path.Combine(folder, "run.json"));

        Assert.True(Store().IsOutdated(Plan().Runs[0]));
        Assert.Equal(1, Run(Plan()).Made);
    }

    [Fact]
    public void ARunThatThrowsStopsNoOther()
    {
        var runner = Run(Plan("""Sweep={ "Learners:first:Optimizer:Name": ["gradient", "failing"], "Seed": "1..3" }"""));

        Assert.Equal([RunStatus.Done, RunStatus.Failed], runner.Results.Select(run => run.Result.Record.Status).Distinct());
        Assert.Equal(6, Records().Count);

        // What failed is made again, what is done is not.
        Assert.Equal(3, Run(Plan("""Sweep={ "Learners:first:Optimizer:Name": ["gradient", "failing"], "Seed": "1..3" }""")).Made);
    }

    [Fact]
    public void FailFastBeginsNoFurtherRun()
    {
        var plan = Plan("Threads=1", """Sweep={ "Learners:first:Optimizer:Name": ["failing", "gradient"], "Seed": "1..3" }""");

        var runner = Run(plan, new RunOptions(FailFast: true));

        Assert.Equal(RunStatus.Failed, Assert.Single(runner.Results).Result.Record.Status);
        Assert.Equal(1, runner.Made);
    }

    [Fact]
    public void TheLongestAreMadeFirst()
    {
        var plan = Plan(
            "Threads=1", """Learners:first={ "Model": { "Name": "walking" }, "Optimizer": { "Name": "wanderer" } }""", """Sweep={ "Learners:first:Optimizer:Steps": [10, 30, 20] }""");
        var clock = new FakeTimeProvider(Runs.Moment) { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        using var runner = Runs.Runner(plan, _output.Path, time: clock);

        runner.Prepare();
        runner.Run(new RecordingDisplay());

        Assert.Equal([30, 20, 10], Records().Select(record => Assert.Single(record.Learners).Steps));
    }

    [Fact]
    public void AnInterruptionBeginsNothing()
    {
        var runner = Run(Plan(Seeds), interruption: new CancellationToken(canceled: true));

        Assert.Empty(runner.Results);
        Assert.Empty(Records());
    }

    [Fact]
    public void TwoAtOnceOnOneFolderMakeEveryRunOnce()
    {
        // Two runners in one process hold their claims against each other as two processes do.
        var runners = new[] { Prepared(Plan(Seeds)), Prepared(Plan(Seeds)) };

        Parallel.ForEach(runners, runner => runner.Run(new RecordingDisplay()));

        Assert.Equal(6, runners.Sum(runner => runner.Made));
        Assert.Equal([1L, 2, 3, 4, 5, 6], Records().Select(record => record.Seed).Order());
        Assert.All(runners, runner => Assert.Equal(6, runner.Results.Count));
    }

    [Fact]
    public async Task ARunThatAnotherProcessMakesIsWaitedFor()
    {
        var plan = Plan();
        var claim = Store().TryClaim(plan.Runs[0]);
        Assert.NotNull(claim);
        Assert.Null(Store().TryClaim(plan.Runs[0]));
        Assert.StartsWith($"process {Environment.ProcessId} on ", RunClaim.HolderOf(_output.Path, plan.Runs[0]), StringComparison.Ordinal);
        var runner = Prepared(plan);
        var work = Task.Run(() => runner.Run(new RecordingDisplay()));
        while (runner.Progress.State.Elsewhere == 0)
        {
            await Task.Yield();
        }

        Assert.False(work.IsCompleted);
        claim.Dispose();
        await work;

        Assert.Equal(1, runner.Made);
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsAFailureOfTheRun()
    {
        var plan = Plan();
        var runner = Prepared(plan);

        // A file stands where the experiment's folder would be.
        File.WriteAllText(_output.File("small"), "");
        runner.Run(new RecordingDisplay());
        var result = Assert.Single(runner.Results).Result;

        Assert.Equal(RunStatus.Failed, result.Record.Status);
        Assert.NotNull(result.Record.Message);
    }

    private static ExperimentPlan Plan(params string[] assignments) => Plans.Experiment([], Plans.Usual, assignments);

    private ExperimentRunner Run(ExperimentPlan plan, RunOptions? options = null, CancellationToken interruption = default)
    {
        var runner = Prepared(plan, options, interruption);
        runner.Run(new RecordingDisplay());
        return runner;
    }

    private ExperimentRunner Prepared(ExperimentPlan plan, RunOptions? options = null, CancellationToken interruption = default)
    {
        var runner = Runs.Runner(plan, _output.Path, options, interruption: interruption);
        runner.Prepare();
        return runner;
    }

    private ExperimentStore Store() => new RunStore(_output.Path, Runs.Clock).Open("small");

    private List<RunRecord> Records() => [.. StoredRuns.Under(_output.Path).Select(run => run.Record)];
}

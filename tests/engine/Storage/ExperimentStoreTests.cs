using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Where runs are begun and found again.</summary>
public sealed class ExperimentStoreTests : IDisposable
{
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void ARunIsNamedByExperimentUtcTimeAndIdentity()
    {
        var run = Plans.Create();
        var folder = Create(run, new FixedClock(Runs.Moment.ToOffset(TimeSpan.FromHours(5))));

        Assert.Equal(_output.File("small", $"20240506-070809-{run.Identity[..8]}"), folder.Path);
        Assert.Equal(folder.Id, folder.ReadRecord()!.Id);
    }

    [Fact]
    public void RunsOfTheSameSecondHaveTheirOwn()
    {
        var plan = Plans.Create();
        string[] ids = [.. Enumerable.Range(0, 4).Select(_ => Create(plan).Id)];

        Assert.Distinct(ids);
        Assert.All(ids, id => Assert.StartsWith("20240506-070809", id));
        Assert.Equal(ids, StoredRuns.Under(_output.Path).Select(run => run.Record.Id));
    }

    // Identities that were written when the order of learners counted.
    [Fact]
    public void AnOlderResultOfTheSameRunIsFound()
    {
        var plan = Plans.Create("""Learners={ "b": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } }, "a": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "solver" } } }""");
        var outcome = Runs.Execute(plan, _output.Path);
        (outcome.Record with { Identity = plan.FormerIdentity! }).Save(outcome.Folder.Record);

        Assert.Equal(outcome.Folder.Path, Store().FindResult(plan)!.Folder);
    }

    // Another process may have made it since this one looked: it is found although nothing is listed again.
    [Fact]
    public void WhatWasBegunUnderAClaimIsFoundByWhoeverHasItNext()
    {
        var plan = Plans.Create();
        var before = Store();
        var outcome = Runs.Execute(plan, _output.Path);
        using var claim = before.TryClaim(plan)!;

        Assert.Null(before.FindResult(plan));
        Assert.Equal(outcome.Folder.Path, before.Look(plan, claim).Result!.Folder);
    }

    // What the index remembers of it is older than the claim.
    [Fact]
    public void WhatARunHasBecomeSinceIsReadFromItsFolder()
    {
        var plan = Plans.Create();
        var outcome = Runs.Interrupted(plan, _output.Path, "first", 2);
        var before = Store();
        (outcome.Record with { Status = RunStatus.Done }).Save(outcome.Folder.Record);
        using var claim = before.TryClaim(plan)!;

        Assert.Equal(RunStatus.Interrupted, before.FindUnfinished(plan)!.Record.Status);
        var (result, unfinished) = before.Look(plan, claim);
        Assert.Equal((RunStatus.Done, null), (result!.Record.Status, unfinished));
    }

    [Fact]
    public void ABeginningThatFailsLeavesNothing()
    {
        var plan = Plans.Create();
        using var claim = Store().TryClaim(plan)!;

        Assert.Throws<InvalidOperationException>(() => Store().Create(plan, claim, _ => throw new InvalidOperationException("no record")));
        Assert.Empty(Directory.GetFileSystemEntries(_output.File("small")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatAKilledProcessWasBeginningIsClearedUnlessItIsAlive(bool isAlive)
    {
        var plan = Plans.Create();
        var left = _output.File("small", ".begun-" + plan.Identity);
        Directory.CreateDirectory(left);
        using (var claim = isAlive ? Store().TryClaim(plan) : null)
        {
            Store().ClearBeginnings([plan]);
        }

        Assert.Equal(isAlive, Directory.Exists(left));
    }

    [Theory]
    [InlineData("Numerics")]
    [InlineData("Plugin")]
    public void AResultOfOtherFilesIsNone(string what)
    {
        var plan = Plans.Create();
        var outcome = Runs.Execute(plan, _output.Path);
        Assert.NotNull(Store().FindResult(plan));

        var other = what == "Numerics"
            ? outcome.Record with { Environment = outcome.Record.Environment with { Numerics = "other" } }
            : outcome.Record with { Plugins = [outcome.Record.Plugins[0] with { Sha256 = "other" }] };
        other.Save(outcome.Folder.Record);

        Assert.Null(Store().FindResult(plan));
        Assert.True(Store().IsOutdated(plan));
    }

    [Fact]
    public void TheIndexKeepsOfARecordWhatAnalysesNeed()
    {
        var outcome = Runs.Execute(Plans.Create("Teacher:Name=network"), _output.Path);
        var found = Store().FindResult(Plans.Create("Teacher:Name=network"))!.Record;

        Assert.Equal(RunRecord.ToJson(RunRecord.Load(outcome.Folder.Record) with { Configuration = [], Varied = [] }), RunRecord.ToJson(found));
    }

    [Fact]
    public void AFileAppearsOnlyWhenItIsComplete()
    {
        var path = _output.Write("value.txt", "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException("in the middle");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_output.Path));

        AtomicFile.WriteText(path, "né\n");
        Assert.Equal([(byte)'n', 0xC3, 0xA9, (byte)'\n'], File.ReadAllBytes(path));
    }

    private ExperimentStore Store(TimeProvider? time = null) => new RunStore(_output.Path, time ?? Runs.Clock).Open("small");

    private RunFolder Create(RunPlan plan, TimeProvider? time = null)
    {
        using var claim = Store().TryClaim(plan)!;
        return Store(time).Create(plan, claim, id => Records.Create(id) with { Identity = plan.Identity });
    }
}

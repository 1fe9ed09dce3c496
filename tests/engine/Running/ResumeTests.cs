using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Checkpoints;

namespace BeyondNtk.Engine.Tests;

/// <summary>A run that was interrupted and goes on ends as one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Learners =
        """
        Learners={
          "a": { "Model": { "Name": "walking" }, "Optimizer": { "Name": "wanderer", "Steps": 40 }, "Evaluators": { "tracker": { "Every": 7 } } },
          "b": { "Model": { "Name": "walking" }, "Optimizer": { "Name": "forgetful-wanderer", "Steps": 40 }, "Evaluators": { "tracker": { "Every": 7 } } },
          "c": { "Model": { "Name": "walking" }, "Optimizer": { "Name": "wanderer", "Steps": 40 }, "Evaluators": { "tracker": { "PerDecade": 5 } } }
        }
        """;

    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData("a", 1)]
    [InlineData("a", 7)]
    [InlineData("a", 39)]
    [InlineData("a", 40)]
    [InlineData("b", 20)]
    [InlineData("c", 10)]
    public void AnInterruptionChangesNothing(string learner, long step)
    {
        var plan = Plans.Create(Learners);
        var whole = Runs.Execute(plan, _output.File("whole"));

        var begun = Runs.Interrupted(plan, _output.File("resumed"), learner, step);
        var resumed = Runs.Resumed(plan, _output.File("resumed"), begun);

        Assert.Equal(RunStatus.Interrupted, begun.Record.Status);
        Assert.Equal(begun.Folder.Path, resumed.Folder.Path);
        AssertSame(whole, resumed);
    }

    [Fact]
    public void ManyInterruptionsChangeNothing()
    {
        var plan = Plans.Create(Learners);
        var whole = Runs.Execute(plan, _output.File("whole"));
        RunOutcome? run = null;
        foreach (var (learner, step) in new[] { ("a", 3L), ("a", 4), ("a", 21), ("b", 5), ("b", 35), ("c", 1), ("c", 38) })
        {
            run = Runs.Interrupted(plan, _output.File("resumed"), learner, step, run);
            Assert.Equal(RunStatus.Interrupted, run.Record.Status);
        }

        AssertSame(whole, Runs.Resumed(plan, _output.File("resumed"), run!));
    }

    // A kill at any moment leaves the record of the beginning: it has what an earlier process found out of the learners.
    [Fact]
    public void WhileItResumesTheRecordKeepsItsLearners()
    {
        var plan = Plans.Create(Learners);
        var begun = Runs.Interrupted(plan, _output.Path, "b", 5);
        var seen = new List<RunRecord>();

        Runs.Resumed(plan, _output.Path, begun, new RecordingDisplay { OnStep = (_, _) => seen.Add(RunRecord.Load(begun.Folder.Record)) });

        Assert.Equal((RunStatus.Running, "a", RunStatus.Done), (seen[0].Status, seen[0].Learners[0].Label, seen[0].Learners[0].Status));
        Assert.Equal(5, seen[^1].Learners[1].Steps);
    }

    [Fact]
    public void ADamagedCheckpointIsReportedAndTheOneBeforeIsUsed()
    {
        var plan = Plans.Create(Learners, "CheckpointSeconds=0");
        var whole = Runs.Execute(plan, _output.File("whole"));
        var begun = Runs.Interrupted(plan, _output.File("resumed"), "a", 20);
        var newest = Checkpoints(begun)[^1];
        var bytes = File.ReadAllBytes(newest);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(newest, bytes);

        var resumed = Runs.Resumed(plan, _output.File("resumed"), begun);

        AssertSame(whole, resumed);
        var log = File.ReadAllText(begun.Folder.Log);
        Assert.Contains($"{newest} is damaged (its checksum is wrong)", log, StringComparison.Ordinal);
        Assert.Contains("the checkpoint before it is used", log, StringComparison.Ordinal);
        Assert.Contains("a: goes on after step ", log, StringComparison.Ordinal);
    }

    // With the damaged one in its place there would be no second again.
    [Fact]
    public void TheNextCheckpointTakesThePlaceOfADamagedOne()
    {
        var begun = Runs.Interrupted(Plans.Create(Learners), _output.Path, "a", 20);
        var first = new CheckpointFolder(begun.Folder.Checkpoints);
        first.Save(_ => { });
        File.WriteAllText(Checkpoints(begun)[1], "");

        var second = new CheckpointFolder(begun.Folder.Checkpoints);
        second.OpenNewest((_, _) => { })!.Dispose();
        second.Save(_ => { });

        Assert.Equal(["000001.checkpoint", "000003.checkpoint"], Checkpoints(begun).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public void ALearnerThatFailedIsMadeAgainAndNoOther(string learner)
    {
        var plan = Plans.Create(Learners);
        var whole = Runs.Execute(plan, _output.File("whole"));

        var broken = Runs.Broken(plan, _output.File("resumed"), (learner, 20));
        var display = new RecordingDisplay();
        var resumed = Runs.Resumed(plan, _output.File("resumed"), broken, display);

        Assert.Equal(RunStatus.Failed, broken.Record.Status);
        Assert.Equal([learner], display.Begun);
        AssertSame(whole, resumed);
    }

    [Fact]
    public void WhatWasInTrainingGoesOnBeforeWhatFailedIsMadeAgain()
    {
        var plan = Plans.Create(Learners);
        var whole = Runs.Execute(plan, _output.File("whole"));

        var interrupted = Runs.Broken(plan, _output.File("resumed"), ("a", 20), ("c", 30));
        var display = new RecordingDisplay();
        var resumed = Runs.Resumed(plan, _output.File("resumed"), interrupted, display);

        Assert.Equal(["c", "a"], display.Begun);
        Assert.Equal(31, display.Steps[0]);
        AssertSame(whole, resumed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(31)]
    [InlineData(200)]
    public void CheckpointsThatAreAllCutOffCostNoMoreThanTheSteps(int length)
    {
        var plan = Plans.Create(Learners);
        var whole = Runs.Execute(plan, _output.File("whole"));
        var begun = Runs.Interrupted(plan, _output.File("resumed"), "a", 20);
        foreach (var checkpoint in Checkpoints(begun))
        {
            File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..length]);
        }

        AssertSame(whole, Runs.Resumed(plan, _output.File("resumed"), begun));
    }

    [Fact]
    public void TwoCheckpointsAreKeptAndNoneOfARunThatEnded()
    {
        var plan = Plans.Create(Learners, "CheckpointSeconds=0");

        var begun = Runs.Interrupted(plan, _output.Path, "c", 20);
        Assert.Equal(2, Checkpoints(begun).Length);

        var resumed = Runs.Resumed(plan, _output.Path, begun);
        Assert.False(Directory.Exists(resumed.Folder.File("checkpoints")));
    }

    [Fact]
    public void WhatCannotWriteDownItsStateSaysSoWhenInterrupted()
    {
        var begun = Runs.Interrupted(Plans.Create(Learners), _output.Path, "b", 20);

        Assert.Contains("b: optimizer 'forgetful-wanderer' of plugin 'usual' has no state written down, so it will begin anew", File.ReadAllText(begun.Folder.Log), StringComparison.Ordinal);
        Assert.Contains(begun.Record.Learners, learner => (learner.Label, learner.Status) == ("a", RunStatus.Done));
    }

    [Fact]
    public void ACheckpointThatCannotBeWrittenCostsNothingElse()
    {
        var plan = Plans.Create(Learners, "CheckpointSeconds=0");
        var whole = Runs.Execute(plan, _output.File("whole"));
        var begun = Runs.Interrupted(plan, _output.File("resumed"), "a", 5);
        Directory.Delete(begun.Folder.File("checkpoints"), recursive: true);

        // A file stands where the folder of checkpoints would be.
        File.WriteAllText(begun.Folder.File("checkpoints"), "");
        var resumed = Runs.Resumed(plan, _output.File("resumed"), begun);

        AssertSame(whole, resumed);
        Assert.Contains("no checkpoint could be written, the run goes on without", File.ReadAllText(begun.Folder.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatGoesOnInOtherSurroundingsSaysSoToItsEnd()
    {
        var plan = Plans.Create(Learners);
        var begun = Runs.Interrupted(plan, _output.Path, "a", 20);
        Assert.Null(begun.Record.CameFrom);
        var elsewhere = begun with { Record = begun.Record with { Environment = begun.Record.Environment with { VectorBits = 64 } } };

        var twice = Runs.Interrupted(plan, _output.Path, "c", 20, elsewhere);
        var resumed = Runs.Resumed(plan, _output.Path, twice);

        Assert.Contains("goes on where numbers may be rounded otherwise", File.ReadAllText(begun.Folder.Log), StringComparison.Ordinal);
        Assert.Contains("vector bits 64, then ", Assert.Single(resumed.Record.Conclusions, conclusion => conclusion.Kind == ConclusionKind.EnvironmentChanged).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheClockMayBeSetBack()
    {
        var plan = Plans.Create(Learners);
        var begun = Runs.Interrupted(plan, _output.Path, "a", 20);
        (begun.Record with { Started = Runs.Moment.AddYears(3) }).Save(begun.Folder.Record);

        var resumed = Runs.Resumed(plan, _output.Path, begun);

        Assert.Equal(RunStatus.Done, resumed.Record.Status);
        Assert.NotNull(new RunStore(_output.Path, Runs.Clock).Open("small").FindResult(plan));
    }

    private static string[] Checkpoints(RunOutcome run) => [.. Directory.GetFiles(run.Folder.File("checkpoints")).Order(StringComparer.Ordinal)];

    // All but durations, to the bit.
    private static void AssertSame(RunOutcome whole, RunOutcome resumed)
    {
        Assert.Equal(RunStatus.Done, resumed.Record.Status);
        Assert.Equal(Rows(whole), Rows(resumed));
        Assert.Equal(whole.Record.Learners.Select(Timeless), resumed.Record.Learners.Select(Timeless));
        foreach (var weights in Directory.GetFiles(whole.Folder.File("weights"), "*.npy", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(weights), File.ReadAllBytes(Path.Combine(resumed.Folder.Path, Path.GetRelativePath(whole.Folder.Path, weights))));
        }
    }

    private static string[] Rows(RunOutcome run)
        => [.. Csv.Rows(File.ReadAllText(run.Folder.Metrics)).Select(row => string.Join(',', row.Where((_, column) => column != 2)))];

    private static string Timeless(LearnerRecord learner) => RunRecord.ToJson(learner with { Seconds = 0, EvaluationSeconds = 0 });
}

using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Runs found in an output folder, by what a person types and by what they are.</summary>
public sealed class RunStoreTests : IDisposable
{
    private readonly TempFolder _output = new();

    private RunStore Store => new(_output.Path, Runs.Clock);

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData("20240506-070809-aaaa", "small/20240506-070809-aaaa")]
    [InlineData("small/20240506-070809-aaaa", "small/20240506-070809-aaaa")]
    [InlineData("SMALL/20240506-070809-AAAA", "small/20240506-070809-aaaa")]
    [InlineData("20240507", "other/20240507-000000-bbbb")]
    [InlineData("other/2024", "other/20240507-000000-bbbb")]
    [InlineData("abc20240507", "other/20240507-000000-bbbb")]
    public void ARunIsFoundByItsIdItsExperimentOrItsIdentityOrABeginning(string text, string found)
    {
        Save("small", "20240506-070809-aaaa");
        Save("other", "20240507-000000-bbbb");

        Assert.Equal(found, Store.Find(text).FullName);
        Assert.Equal(_output.File(found.Split('/')), Store.Find(text).Folder);
    }

    [Theory]
    [InlineData("2024", "'2024' may be each of small/20240506-070809-aaaa, other/20240506-070809-aaaa; write out which")]
    [InlineData("20240506-070809-aaaa", "may be each of")]
    [InlineData("20240506-070809-aaab", "there is no run '20240506-070809-aaab' under ")]
    [InlineData("../small", "there is no run '../small' under ")]
    [InlineData(".", "there is no run '.' under ")]
    public void ATextThatNamesNoneOrSeveralIsRefused(string text, string says)
    {
        Save("small", "20240506-070809-aaaa");
        Save("other", "20240506-070809-aaaa", minutes: 1);

        Assert.Contains(says, Assert.Throws<ConfigurationException>(() => Store.Find(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnfinishedRunsAreThoseThatDidNotEndByThemselves()
    {
        foreach (var (minutes, status) in Enum.GetValues<RunStatus>().Index())
        {
            Save("small", $"{status}", minutes, status);
        }

        Assert.Equal(["Running", "Failed", "Interrupted"], Store.FindUnfinished().Select(run => run.Record.Id));
    }

    [Fact]
    public void WhatIsNoReadableRecordIsPassedOver()
    {
        Save("a", "1");
        _output.Write("a/empty/run.json", "");
        _output.Write("a/null/run.json", "null");
        _output.Write("a/list/run.json", "[]");
        _output.Write("a/lacking/run.json", """{ "experiment": "a", "id": "x" }""");
        _output.Write("a/cut-off/run.json", File.ReadAllText(_output.File("a", "1", "run.json"))[..100]);
        _output.Write("a/other-type/run.json", File.ReadAllText(_output.File("a", "1", "run.json")).Replace("\"seed\": 5", "\"seed\": \"five\""));
        _output.Write("a/half/run.json.partial", "{");
        _output.Write("a/.begun-1/run.json", File.ReadAllText(_output.File("a", "1", "run.json")));
        Directory.CreateDirectory(_output.File("a", "folder", "run.json"));

        Assert.Equal("1", Assert.Single(Store.ReadRows()!).Text("run"));
        Assert.Equal("1", Store.Find("a").Record.Id);
    }

    [Fact]
    public void AFolderInWhichNothingWasRunIsEmpty()
    {
        Assert.Null(Store.ReadRows());
        Assert.Empty(Store.FindUnfinished());
        Assert.Null(new RunStore(_output.File("missing"), Runs.Clock).ReadRows());
    }

    private void Save(string experiment, string id, int minutes = 0, RunStatus status = RunStatus.Done)
        => Records.Save(_output, Records.Create(id, Records.Learner("a", Records.Loss(1))) with { Experiment = experiment, Started = Runs.Moment.AddMinutes(minutes), Status = status });
}

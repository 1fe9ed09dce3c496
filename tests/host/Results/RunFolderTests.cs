using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Tests;

public sealed class RunFolderTests
{
    [Fact]
    public void IsNamedByExperimentUtcTimeAndIdentity()
    {
        using var output = new TempFolder();

        var run = RunFolder.Create(output.Path, "small", Runs.Moment.ToOffset(TimeSpan.FromHours(5)), "0123456789abcdef", id => Records.Of(id));

        Assert.Equal(output.File("small", "20240506-070809-01234567"), run.Path);
        Assert.Equal("20240506-070809-01234567", run.Id);
        Assert.Equal(run.Id, RunRecord.Load(run.Record).Id);
    }

    [Fact]
    public void RunsOfTheSameSecondHaveTheirOwn()
    {
        using var output = new TempFolder();
        var runs = new RunFolder[16];

        Parallel.For(0, runs.Length, i => runs[i] = RunFolder.Create(output.Path, "small", Runs.Moment, "0123456789", id => Records.Of(id)));

        Assert.Distinct(runs.Select(run => run.Path));
        Assert.All(runs, run => Assert.StartsWith("20240506-070809", run.Id));
    }

    [Fact]
    public void AFileAppearsOnlyWhenItIsComplete()
    {
        using var folder = new TempFolder();
        var path = folder.Write("value.txt", "old");

        Assert.Throws<InvalidOperationException>(() => RunFolder.Write(path, stream =>
        {
            stream.Write("new"u8);
            throw new InvalidOperationException("in the middle");
        }));
        Assert.Equal("old", File.ReadAllText(path));

        RunFolder.WriteText(path, "né\n");
        Assert.Equal([(byte)'n', 0xC3, 0xA9, (byte)'\n'], File.ReadAllBytes(path));
    }
}

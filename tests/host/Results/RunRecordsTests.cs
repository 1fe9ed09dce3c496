using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Tests;

public sealed class RunRecordsTests
{
    [Fact]
    public void ListsRunsOldestFirst()
    {
        using var output = new TempFolder();
        Save(output, "b", "2", 1);
        Save(output, "a", "3", 2);
        Save(output, "a", "1", 0);

        var runs = RunRecords.Under(output.Path);

        Assert.Equal(["1", "2", "3"], runs.Select(run => run.Record.Id));
        Assert.Equal(output.File("a", "1"), runs[0].Folder);
    }

    [Fact]
    public void PassesOverWhatIsNoReadableRecord()
    {
        using var output = new TempFolder();
        Save(output, "a", "1", 0);
        output.Write("a/empty/run.json", "");
        output.Write("a/null/run.json", "null");
        output.Write("a/list/run.json", "[]");
        output.Write("a/lacking/run.json", """{ "experiment": "a", "id": "x" }""");
        output.Write("a/cut-off/run.json", File.ReadAllText(output.File("a", "1", "run.json"))[..100]);
        output.Write("a/other-type/run.json", File.ReadAllText(output.File("a", "1", "run.json")).Replace("\"seed\": 5", "\"seed\": \"five\""));
        output.Write("a/half/run.json.partial", "{");
        Directory.CreateDirectory(output.File("a", "folder", "run.json"));

        Assert.Equal("1", Assert.Single(RunRecords.Under(output.Path)).Record.Id);
    }

    [Fact]
    public void IsEmptyWhereNothingWasRun()
    {
        using var output = new TempFolder();

        Assert.Empty(RunRecords.Under(output.Path));
        Assert.Empty(RunRecords.Under(output.File("missing")));
    }

    private static void Save(TempFolder output, string experiment, string id, int minutes) => new RunRecord
    {
        Experiment = experiment,
        Id = id,
        Status = RunStatus.Done,
        Started = Runs.Moment.AddMinutes(minutes),
        Seed = 5,
        Threads = 1,
        Dimension = 3,
        Configuration = [],
        Plugins = [],
        Environment = EnvironmentRecord.Current(),
    }.Save(output.File(experiment, id, "run.json"));
}

using System.Text.Json.Nodes;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

public sealed class RunRecordTests
{
    [Fact]
    public void ReadsBackAsItWasWritten()
    {
        var record = new RunRecord
        {
            Experiment = "é & <small>",
            Id = "id",
            Status = RunStatus.Interrupted,
            Started = Runs.Moment,
            Seconds = 1.0 / 3,
            Seed = long.MinValue,
            Threads = 2,
            Dimension = 3,
            Headline = ["loss"],
            Learners = [new LearnerRecord("a", RunStatus.Diverged, "why", 7, 0.1, 0.2, [new("loss", "m", "q", double.NaN, null), new("loss", "n", "q", double.PositiveInfinity, 0.5)])],
            TeacherLevels = [new("q", "level", 0.25)],
            Configuration = new JsonObject { ["Seed"] = 5 },
            Plugins = [new("p", "1.2.3", null)],
            Environment = EnvironmentRecord.Current,
        };
        using var folder = new TempFolder();
        var path = folder.File("run.json");

        record.Save(path);
        var read = RunRecord.Load(path);
        read.Save(folder.File("again.json"));

        Assert.Equal(File.ReadAllText(path), File.ReadAllText(folder.File("again.json")));
        Assert.Equal((record.Experiment, record.Status, record.Started, record.Seconds, record.Seed), (read.Experiment, read.Status, read.Started, read.Seconds, read.Seed));
        Assert.Equal(record.Learners[0].Metrics, read.Learners[0].Metrics);
        Assert.Equal(record.ReferenceLevels, read.ReferenceLevels);
        Assert.Equal(record.Environment, read.Environment);
        Assert.Equal(5, (int)read.Configuration["Seed"]!);
    }
}

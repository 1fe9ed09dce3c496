using System.Text.Json.Nodes;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Engine.Storage.Export;

namespace BeyondNtk.Engine.Tests;

/// <summary>Stores that somebody has damaged, cut or tampered with: what does not match is said and not used.</summary>
public sealed class ResultCheckTests : IDisposable
{
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void AResultThatNobodyTouchedIsWhole() => Assert.Empty(ResultCheck.Find(Execute()));

    [Theory]
    [InlineData("metrics.csv", false, "is not what the run wrote")]
    [InlineData("metrics.csv", true, "is missing")]
    [InlineData("weights/first/weights.npy", false, "is not what the run wrote")]
    [InlineData("weights/first/weights.npy", true, "is missing")]
    public void AFileThatWasChangedIsNamed(string name, bool isGone, string problem)
    {
        var run = Execute();
        var path = Path.Combine(run.Folder, name);
        if (isGone)
        {
            File.Delete(path);
        }
        else
        {
            using var file = File.OpenWrite(path);
            file.SetLength(file.Length - 3);
        }

        Assert.Equal($"{path} {problem}", Assert.Single(ResultCheck.Find(run)).Split(':')[0]);
        Assert.Equal([1], new RunStore(_output.Path, Runs.Clock).Verify().Select(one => one.Problems.Count));
    }

    [Fact]
    public void MeasurementsThatWereChangedAreNotRead()
    {
        var folder = new RunFolder(Execute().Folder);
        File.WriteAllText(folder.Metrics, File.ReadAllText(folder.Metrics).Replace("0.", "9.", StringComparison.Ordinal));

        Assert.Contains("it has been changed or cut", Assert.Throws<InvalidDataException>(() => MetricsFile.Load(folder).Count()).Message);
    }

    // Of a run from before there were checksums.
    [Theory]
    [InlineData("first,0,0.0,probe,value,1.5\nfirst,1,0.0,probe,value,some\n", "line 3: \"first,1,0.0,probe,value,some\" is no row of")]
    [InlineData("first,0,0.0,probe,value,1.5\nfirst,1,0.0,pro", "line 3: ")]
    public void ARowThatIsNoneIsNamed(string rows, string problem)
    {
        var folder = new RunFolder(Execute().Folder);
        (folder.ReadRecord()! with { MetricsSha256 = null }).Save(folder.Record);
        File.WriteAllText(folder.Metrics, MetricsFile.Header + "\n" + rows);

        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => MetricsFile.Load(folder).Count()).Message);
    }

    [Theory]
    [InlineData("learners")]
    [InlineData("environment")]
    [InlineData("plugins")]
    [InlineData("headline")]
    [InlineData("configuration")]
    [InlineData("learners:0")]
    [InlineData("learners:0:label")]
    [InlineData("learners:0:metrics:0:metric")]
    [InlineData("referenceLevels:0")]
    public void ARecordThatLacksSomethingIsLeftOutAndNamed(string nothing)
    {
        Records.Save(_output, Records.Create("1", Records.Learner("a", Records.Loss(0.5))), Records.Create("2", Records.Learner("a", Records.Loss(0.5))) with { TeacherLevels = [new("q", "l", 1)] });
        var path = _output.File("small", "2", "run.json");
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        var keys = nothing.Split(':');
        var group = keys[..^1].Aggregate(record, (node, key) => int.TryParse(key, out var index) ? node[index]! : node[key]!);
        if (int.TryParse(keys[^1], out var place))
        {
            group[place] = null;
        }
        else
        {
            group[keys[^1]] = null;
        }

        File.WriteAllText(path, record.ToJsonString());
        var store = new RunStore(_output.Path, Runs.Clock);

        Assert.Equal(["1"], store.ReadRows()!.Select(row => row.Text("run")));
        Assert.Equal([path], store.Unreadable.Select(Path.GetFullPath));
    }

    [Fact]
    public void ALearnerWhoseWeightsAreGoneIsMadeAgain()
    {
        var plan = Plans.Create("""Learners={ "a": { "Model": { "Name": "trainable" }, "Optimizer": { "Name": "gradient", "Steps": 40 } }, "b": { "Model": { "Name": "trainable" }, "Optimizer": { "Name": "gradient", "Steps": 40 } } }""");
        var begun = Runs.Interrupted(plan, _output.Path, "b", 20);
        Assert.Equal(["a", "b"], begun.Record.Learners.Select(learner => learner.Label));
        File.Delete(begun.Folder.WeightsOf("a", begun.Record.Learners[0].Weights!.First().Key));

        var resumed = Runs.Resumed(plan, _output.Path, begun);

        Assert.Equal(RunStatus.Done, resumed.Record.Status);
        Assert.Empty(ResultCheck.Find(new StoredRun(resumed.Folder.Path, resumed.Record)));
        Assert.Contains("a is made again: ", File.ReadAllText(resumed.Folder.Log));
    }

    [Fact]
    public void NothingLeavesAFolderThroughALink()
    {
        var plan = Plans.Create();
        var begun = Runs.Interrupted(plan, _output.Path, "first", 2);
        var outside = _output.Write("outside/precious.partial", "precious");
        Directory.CreateSymbolicLink(Path.Combine(begun.Folder.Path, "mine"), Path.GetDirectoryName(outside)!);

        Assert.Throws<IOException>(() => Runs.Resumed(plan, _output.Path, begun));
        begun.Folder.DeletePartialFiles();

        Assert.Equal("precious", File.ReadAllText(outside));
    }

    // Somebody else's files would stand in a report.
    [Theory]
    [InlineData("run.json")]
    [InlineData("metrics.csv")]
    [InlineData("plots")]
    [InlineData("weights")]
    public void NothingIsReadThroughALink(string name)
    {
        var folder = new RunFolder(Execute().Folder);
        var (path, elsewhere) = (folder.File(name), _output.File("elsewhere"));
        if (Directory.Exists(path))
        {
            Directory.Move(path, elsewhere);
            Directory.CreateSymbolicLink(path, elsewhere);
        }
        else
        {
            File.Move(path, elsewhere);
            File.CreateSymbolicLink(path, elsewhere);
        }

        Assert.Equal(name == "run.json", folder.ReadRecord() is null);
        Assert.Equal(name == "metrics.csv", Record.Exception(() => MetricsFile.Load(folder).Count()) is InvalidDataException);
        Assert.Equal(name == "plots", RunPlots.Find(folder).Count == 0);
        Assert.Equal(name == "weights", RunArrays.Load(folder, null).Count == 0);
    }

    [Fact]
    public void APictureThatSomebodyWroteIntoRunsNothingInAReport()
    {
        var plan = Plans.Experiment([], Plans.Usual);
        var outcome = Runs.Execute(plan.Runs[0], _output.Path);
        _output.Write(Path.GetRelativePath(_output.Path, Path.Combine(outcome.Folder.Plots, "value.svg")), "<svg><script>alert(1)</script></svg>");

        var html = HtmlReport.Render([new(plan, [(plan.Runs[0], new StoredRun(outcome.Folder.Path, outcome.Record))])]);

        Assert.DoesNotContain("<script", html);
        Assert.Contains("data:image/svg+xml;base64,", html);
    }

    [Fact]
    public void NamesThatBeginLikeFormulasAreTextInATable()
    {
        Records.Save(_output, Records.Create("1", Records.Learner("=1+1", Records.Loss(-0.5))));
        var rows = Csv.Rows(CsvTable.Of(new RunStore(_output.Path, Runs.Clock).ReadRows()!));

        Assert.Equal("'=1+1", rows[1][rows[0].ToList().IndexOf("learner")]);
        Assert.Equal("-0.5", rows[1][rows[0].ToList().IndexOf("loss:population")]);
    }

    private StoredRun Execute()
    {
        var outcome = Runs.Execute(Plans.Create(), _output.Path);
        return new StoredRun(outcome.Folder.Path, outcome.Record);
    }
}

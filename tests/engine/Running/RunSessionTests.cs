using System.Globalization;
using System.Xml.Linq;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>What a run leaves behind.</summary>
public sealed class RunSessionTests : IDisposable
{
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void TheRecordSaysWhatWasRunAndHowItEnded()
    {
        var outcome = Runs.Execute(Plans.Create("Teacher:Dimension=5", Plans.SecondLearner), _output.Path);

        var record = RunRecord.Load(outcome.Folder.Record);

        Assert.Equal(("small", outcome.Folder.Id, RunStatus.Done, Runs.Moment), (record.Experiment, record.Id, record.Status, record.Started));
        Assert.Equal((7, 3, 5), (record.Seed, record.Threads, record.Dimension));
        Assert.Equal(["probe"], record.Headline);
        Assert.Equal([("first", 4L), ("second", 1L)], record.Learners.Select(learner => (learner.Label, learner.Steps)));
        Assert.Equal(
            [("probe", "value", 2.0 / 3, 0.1 / 3), ("optimizer", "objective", 0.25, null), ("optimizer", "rounds", 4, null)],
            record.Learners[0].Metrics.Select(metric => (metric.Evaluator, metric.Metric, metric.Value, metric.StandardError)));
        Assert.Equal("usual", Assert.Single(record.Plugins).Name);
        Assert.Equal(5, (int)record.Configuration["Teacher"]!["Dimension"]!);
    }

    [Fact]
    public void TheMeasurementsReadBackToTheSameBits()
    {
        var outcome = Runs.Execute(Plans.Create("Evaluators:probe:Every=2"), _output.Path);

        var rows = Csv.Rows(File.ReadAllText(outcome.Folder.Metrics));

        Assert.Equal(MetricsFile.Header, string.Join(',', rows[0]));
        var values = rows.Skip(1).Where(row => row[4] == "value").ToArray();
        Assert.Equal(["first 0 probe", "first 2 probe", "first 4 probe"], values.Select(row => $"{row[0]} {row[1]} {row[3]}"));
        Assert.Equal([1.0 / 3, 2.0 / 3, 1], values.Select(row => double.Parse(row[5], CultureInfo.InvariantCulture)));
        Assert.Equal(3, rows.Count(row => row[4] == "value-standard-error"));
    }

    [Fact]
    public void TheWeightsAreSaved()
    {
        var outcome = Runs.Execute(Plans.Create(Plans.SecondLearner), _output.Path);

        foreach (var learner in new[] { "first", "second" })
        {
            var weights = Npy.Read(outcome.Folder.File("weights", learner, "weights.npy"));
            Assert.Equal((2, 3), (weights.Rows, weights.Columns));
            Assert.Equal([0, 0.1, 0.2, 1, 1.1, 1.2], weights.Values);
        }
    }

    [Fact]
    public void APlotOfEachQuantityIsDrawn()
    {
        var outcome = Runs.Execute(Plans.Create("Evaluators:probe:Every=1"), _output.Path);

        Assert.Equal([outcome.Folder.File("plots", "value.svg"), outcome.Folder.File("plots", "objective.svg")], outcome.Plots);
        Assert.Contains(XDocument.Load(outcome.Plots[0]).Descendants(), element => element.Name.LocalName == "polyline");
    }

    [Fact]
    public void ReferenceLevelsAreRecordedAndDrawn()
    {
        var outcome = Runs.Execute(Plans.Create("Teacher:Name=network", "Evaluators:probe:Every=1"), _output.Path);

        Assert.Equal(new LevelRecord("value", "level", 0.5), Assert.Single(outcome.Record.ReferenceLevels));
        Assert.Contains(XDocument.Load(outcome.Plots[0]).Descendants(), element => element.Name.LocalName == "text" && element.Value.StartsWith("level: ", StringComparison.Ordinal));
    }

    // Of two learners' evaluators, with what they know at the end.
    [Fact]
    public void AnEvaluatorKnowsLevelsToo()
    {
        var outcome = Runs.Execute(Plans.Create(Plans.SecondLearner, "Teacher:Name=network", "Evaluators:probe:Every=1", "Evaluators:forecast={}"), _output.Path);

        Assert.Equal([new("value", "level", 0.5), new LevelRecord("value", "forecast", 0.25)], RunRecord.Load(outcome.Folder.Record).ReferenceLevels);
        Assert.Contains(XDocument.Load(outcome.Plots[0]).Descendants(), element => element.Name.LocalName == "text" && element.Value.StartsWith("forecast: ", StringComparison.Ordinal));
    }

    [Fact]
    public void TheLogNamesEveryLearner()
    {
        var outcome = Runs.Execute(Plans.Create(Plans.SecondLearner), _output.Path);
        var log = File.ReadAllText(outcome.Folder.Log);

        Assert.Contains("first: done after 4 steps", log);
        Assert.Contains("second: done after 1 steps", log);
    }

    [Fact]
    public void NoHalfFileIsLeft()
    {
        Runs.Execute(Plans.Create("Evaluators:probe:Every=1"), _output.Path);
        var files = Directory.GetFiles(_output.File("small"), "*", SearchOption.AllDirectories);

        Assert.DoesNotContain(files, file => file.EndsWith(".partial", StringComparison.Ordinal));
        Assert.Equal(["log.txt", "metrics.csv", "objective.svg", "run.json", "value.svg", "weights.npy"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ALearnerThatFailsLeavesTheOthersUnharmed()
    {
        const string Learners =
            """Learners={ "a": { "Model": { "Name": "plain" }, "Optimizer": { "Name": "failing" } }, "b": { "Model": { "Name": "trainable" }, "Optimizer": { "Name": "gradient" } } }""";

        var outcome = Runs.Execute(Plans.Create(Learners, "Evaluators:probe:Every=1"), _output.Path);

        Assert.Equal(RunStatus.Failed, RunRecord.Load(outcome.Folder.Record).Status);
        Assert.Equal([RunStatus.Failed, RunStatus.Done], outcome.Record.Learners.Select(learner => learner.Status));
        Assert.Equal([2, 4], outcome.Record.Learners.Select(learner => learner.Steps));
        Assert.True(File.Exists(outcome.Folder.File("weights", "b", "weights.npy")));
        Assert.Equal(["a 0", "a 1", "a 2", "b 0", "b 1", "b 2", "b 3", "b 4"], StepsIn(outcome));
        Assert.Contains("it broke", File.ReadAllText(outcome.Folder.Log));
    }

    [Fact]
    public void WeightsThatCannotBeSavedCostNothingElse()
    {
        var outcome = Runs.Execute(Plans.Create("Learners:first:Model:Name=unsavable", "Learners:first:Optimizer:Name=solver"), _output.Path);

        Assert.Equal(RunStatus.Done, outcome.Record.Status);
        Assert.Equal(["first 0", "first 1"], StepsIn(outcome));
        Assert.Contains("these weights cannot be read", File.ReadAllText(outcome.Folder.Log));
    }

    // One file would take the place of the other, here or where case is none.
    [Fact]
    public void ArraysOfOneNameAreNotSavedOverEachOther()
    {
        var plugin = FakePlugins.Create("twins", parts => parts.AddModel<TwinArrays, NoOptions>("twins"));

        var outcome = Runs.Execute(Plans.With([plugin], "Learners:first:Model:Name=twins", "Learners:first:Optimizer:Name=solver"), _output.Path);

        Assert.Equal(RunStatus.Done, outcome.Record.Status);
        Assert.Null(Assert.Single(outcome.Record.Learners).Weights);
        Assert.Contains("2 arrays are named 'w'; each needs a name of its own", File.ReadAllText(outcome.Folder.Log));
    }

    [Fact]
    public void AnInterruptedRunNamesTheLearnersNotBegun()
    {
        var outcome = Runs.Execute(Plans.Create(Plans.SecondLearner), _output.Path, new CancellationToken(canceled: true));

        Assert.Equal(RunStatus.Interrupted, RunRecord.Load(outcome.Folder.Record).Status);
        Assert.All(outcome.Record.Learners, learner => Assert.Equal((RunStatus.Interrupted, "not begun"), (learner.Status, learner.Message)));
        Assert.Single(Csv.Rows(File.ReadAllText(outcome.Folder.Metrics)));
    }

    [Fact]
    public void TwoRunsOfTheSameSecondHaveTheirOwnFolders()
    {
        var (one, two) = (Runs.Execute(Plans.Create(), _output.Path), Runs.Execute(Plans.Create(), _output.Path));

        Assert.NotEqual(one.Folder.Path, two.Folder.Path);
        Assert.Equal([one.Folder.Id, two.Folder.Id], StoredRuns.Under(_output.Path).Select(run => run.Record.Id));
        Assert.Contains("first: done", File.ReadAllText(one.Folder.Log));
        Assert.Contains("first: done", File.ReadAllText(two.Folder.Log));
    }

    private static IEnumerable<string> StepsIn(RunOutcome outcome)
        => Csv.Rows(File.ReadAllText(outcome.Folder.Metrics)).Skip(1).Where(row => row[4] == "value").Select(row => $"{row[0]} {row[1]}");
}

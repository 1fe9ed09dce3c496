using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>What programs are offered, with the plugins that ship.</summary>
public sealed class ExperimentEngineTests : IDisposable
{
    private const string File =
        """
        { "Experiments": { "small": {
            "Samples": 30,
            "Teacher": { "Name": "abs", "Dimension": 4 },
            "Learners": { "student": { "Model": { "Name": "relu-student", "Width": 3 }, "Optimizer": { "Name": "gradient-descent", "Steps": 4, "StepSize": 0.05 } } },
            "Evaluators": { "population-loss": { "Every": 2 } },
            "Sweep": { "Seed": [1, 2, 3] } } } }
        """;

    private static readonly object Small = new
    {
        Samples = 30,
        Teacher = new { Name = "abs", Dimension = 4 },
        Learners = new { student = new { Model = new { Name = "relu-student", Width = 3 }, Optimizer = new { Name = "gradient-descent", Steps = 4, StepSize = 0.05 } } },
        Evaluators = new Dictionary<string, object> { ["population-loss"] = new { Every = 2 } },
        Sweep = new { Seed = new[] { 1, 2, 3 } },
    };

    private readonly TempFolder _folder = new();
    private readonly ExperimentEngine _engine;

    public ExperimentEngineTests() => _engine = new ExperimentEngine(_folder.File("runs"), Path.Combine(Shipped.Program, "plugins"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AnObjectAndAFileThatSayTheSameAreTheSameRuns()
    {
        System.IO.File.WriteAllText(_folder.File("small.json"), File);

        var made = _engine.RunFile(_folder.File("small.json"), "small");
        var found = _engine.Run("small", Small);

        Assert.Equal((3, 0), (made.Made, found.Made));
        Assert.Equal(made.Runs.Select(run => run.Folder), found.Runs.Select(run => run.Folder));
        Assert.Equal([RunStatus.Done], made.Runs.Select(run => run.Status).Distinct());
        Assert.Equal(["1", "2", "3"], found.Runs.Select(run => run.Varied["Seed"]));
    }

    [Fact]
    public void CurvesEndAtTheFinalValuesAndAggregatesAreTheirMedians()
    {
        var result = _engine.Run("small", Small);
        var final = result.Runs.Select(run => run.Learner("student").Value("population-loss", "loss")).Order().ToArray();
        var aggregate = Assert.Single(result.Aggregates, row => (row.Evaluator, row.Metric) == ("population-loss", "loss"));

        Assert.All(result.Runs, run =>
        {
            var curve = run.Learner("student").Curve("population-loss", "loss");
            Assert.Equal([0, 2, 4], curve.Select(point => point.Step));
            Assert.Equal(run.Learner("student").Value("population-loss", "loss"), curve[^1].Value);
        });
        Assert.Equal((3, final[0], final[1], final[2]), (aggregate.Count, aggregate.Minimum, aggregate.Median, aggregate.Maximum));
        Assert.Equal(final[1..], _engine.Query($"population-loss:loss >= {final[1]:R}").Select(row => (double)row["population-loss:loss"]).Order());
    }

    [Fact]
    public void ValuesTakeThePlaceOfTheFiles()
    {
        System.IO.File.WriteAllText(_folder.File("small.json"), File);

        var run = Assert.Single(_engine.RunFile(_folder.File("small.json"), "small", ["Seed=7", "Learners:student:Optimizer:Steps=2"]).Runs);

        Assert.Equal((7, 2), (run.Seed, run.Learner("student").Steps));
    }

    [Fact]
    public void WhatIsWrongIsSaidAndNothingIsRun()
    {
        var wrong = Assert.Throws<ConfigurationException>(() => _engine.Run("small", new { Teacher = new { Name = "abz" }, Learners = new { } }));

        Assert.Contains(wrong.Messages, message => message.Contains("there is no teacher 'abz'", StringComparison.Ordinal) && message.Contains("did you mean 'abs'?", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.File("runs")));
        Assert.Throws<ArgumentException>(() => _engine.Run("small", new[] { 1 }));
        Assert.Contains("no folder of plugins", Assert.Throws<ConfigurationException>(() => new ExperimentEngine("runs", _folder.File("none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANameThatIsNotThereComesWithThoseThatAre()
    {
        var run = _engine.Run("small", Small).Runs[0];

        Assert.Contains("allowed: student", Assert.Throws<KeyNotFoundException>(() => run.Learner("studnet")).Message, StringComparison.Ordinal);
        Assert.Contains("population-loss:loss", Assert.Throws<KeyNotFoundException>(() => run.Learner("student").Value("loss", "loss")).Message, StringComparison.Ordinal);
        Assert.Contains("population-loss:loss", Assert.Throws<KeyNotFoundException>(() => run.Learner("student").Curve("loss", "loss")).Message, StringComparison.Ordinal);
    }
}

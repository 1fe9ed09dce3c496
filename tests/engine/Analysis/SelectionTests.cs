using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Of the runs that differ in selected paths only the best counts, and what is shown says so.</summary>
public sealed class SelectionTests : IDisposable
{
    private const string Sweep = """Sweep={ "Samples": [10, 20, 30], "Teacher:Dimension": [2, 4], "Seed": "1..2" }""";
    private const string Figure = """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""";
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Theory]
    [InlineData("least", 0.0, 20.0)]
    [InlineData("most", 101.0, 101.0)]
    public void EverySeedAndPointHasTheBestOfItsOwn(string best, double atTwo, double atFour)
    {
        // The least lies at 20 samples, at dimension 2 of the second seed at 30; the most at 10 samples.
        var results = WrittenResults.Create(
            _output, (run, _) => Value(run), Sweep, $$"""Select={ "Paths": ["Samples"], "Metric": "probe:value", "Best": "{{best}}" }""", Figure);

        var plot = Assert.Single(Engine.Analysis.Figures.Figure.ComputeAll(results)).Plot;

        Assert.Equal([(2, atTwo), (4, atFour)], Assert.Single(plot.Curves).Points);
        Assert.Contains($"Samples selected by {best} probe:value, on the data that is shown", plot.Note);
        Assert.All(AggregateTable.Compute(results).Rows, row => Assert.Equal(2, row.Summary.Count));
        Assert.Equal(["Teacher:Dimension"], AggregateTable.Compute(results).Varied);

        double Value(RunPlan run) => (run.Settings.Samples, WrittenResults.Dimension(run), run.Settings.Seed) switch
        {
            (10, _, _) => 101,
            (20, 2, 1) or (30, 2, 2) => 0,
            (20, 4, _) => 20,
            _ => 100,
        };
    }

    [Fact]
    public void ALearnerWithoutTheMetricIsNeverTheBest()
    {
        var results = WrittenResults.Create(
            _output, (run, _) => run.Settings.Samples == 20 ? double.NaN : run.Settings.Samples!.Value, Sweep, """Select={ "Paths": ["Samples"], "Metric": "probe:value" }""", Figure);

        Assert.Equal([(2, 10), (4, 10)], Assert.Single(Assert.Single(Engine.Analysis.Figures.Figure.ComputeAll(results)).Plot.Curves).Points);
    }

    [Theory]
    [InlineData("least")]
    [InlineData("most")]
    public void ALearnerThatDivergedIsNeverTheBest(string best)
    {
        var results = WrittenResults.Create(
            _output, (_, _) => 1, """Sweep={ "Samples": [10, 20], "Teacher:Dimension": [2, 4] }""", $$"""Select={ "Paths": ["Samples"], "Metric": "probe:value", "Best": "{{best}}" }""", Figure);
        var runs = results.Runs.Select(run => run.Run.Settings.Samples == 20 ? run : (run.Run, run.Result with { Record = run.Result.Record with { Learners = [run.Result.Record.Learners[0] with { Status = RunStatus.Diverged }] } }));

        Assert.All(AggregateTable.Compute(results with { Runs = [.. runs] }).Rows, row => Assert.Equal((1, 1.0), (row.Summary.Count, row.Summary.Median)));
    }

    [Fact]
    public void WhatVariesInStepIsSelectedTogether()
    {
        var results = WrittenResults.Create(
            _output, (run, _) => run.Settings.Samples!.Value, """Sweep={ "Zip": { "Samples": [10, 20], "DivergenceFactor": [100, 200] }, "Teacher:Dimension": [2, 4] }""",
            """Select={ "Paths": ["DivergenceFactor"], "Metric": "probe:value", "Best": "most" }""", Figure);

        var plot = Assert.Single(Engine.Analysis.Figures.Figure.ComputeAll(results)).Plot;

        Assert.Equal([(2, 20), (4, 20)], Assert.Single(plot.Curves).Points);
        Assert.Contains("Samples, DivergenceFactor selected by most", plot.Note);
    }

    [Fact]
    public void WhatIsSelectedIsNoPartOfWhatARunIs()
    {
        var all = Plans.Experiment([], Plans.Usual, [Sweep]);
        var selecting = Plans.Experiment([], Plans.Usual, [Sweep, """Select={ "Paths": ["Samples"], "Metric": "probe:value" }"""]);

        Assert.Equal(all.Runs.Select(run => run.Identity), selecting.Runs.Select(run => run.Identity));
    }

    [Theory]
    [InlineData("""Select={ "Metric": "probe:value" }""", "Paths")]
    [InlineData("""Select={ "Paths": ["Seed"], "Metric": "probe:value" }""", "the best of several seeds is luck")]
    [InlineData("""Select={ "Paths": ["Sample"], "Metric": "probe:value" }""", "\"Sample\", which does not vary; allowed: Samples, Teacher:Dimension, Seed")]
    [InlineData("""Select={ "Paths": ["Samples"], "Metric": "prob:value" }""", "did you mean 'probe'")]
    [InlineData("""Select={ "Paths": ["Samples"], "Metric": "probe:*" }""", "one metric decides")]
    [InlineData("""Select={ "Paths": ["Teacher:Dimension"], "Metric": "probe:value" }""", "among whose values Select chooses")]
    public void WhatCannotBeSelectedByIsRefused(string select, string words)
    {
        var exception = Assert.ThrowsAny<Exception>(() => Plans.Experiment([], Plans.Usual, [Sweep, select, Figure]));

        Assert.Contains(words, exception.Message);
    }

    [Fact]
    public void WithoutASweepThereIsNothingToSelectAmong()
    {
        var exception = Assert.ThrowsAny<Exception>(() => Plans.Experiment([], Plans.Usual, ["""Select={ "Paths": ["Samples"], "Metric": "probe:value" }"""]));

        Assert.Contains("the experiment has no Sweep", exception.Message);
    }
}

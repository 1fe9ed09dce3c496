using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Figures and sentences from records that a test writes: the numbers in them must be the records'.</summary>
public sealed class FigureTests : IDisposable
{
    private const string Sweep = WrittenResults.Sweep;
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void ASweptPathIsTheHorizontalAxisWithTheMedianAndQuartilesOverSeeds()
    {
        var results = Results((run, _) => Dimension(run) + run.Settings.Seed, Sweep, """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""");

        var plot = Assert.Single(Figure.ComputeAll(results)).Plot;

        var curve = Assert.Single(plot.Curves);
        Assert.Equal("first", curve.Label);
        Assert.Equal([(2, 5), (4, 7), (8, 11)], curve.Points);
        Assert.Equal([(2, 4, 6), (4, 6, 8), (8, 10, 12)], curve.Band);
        Assert.Equal(["2", "4", "8"], plot.XTicks.Select(tick => tick.Label));
        Assert.Contains("5 seeds a point", plot.Note);
    }

    [Fact]
    public void WhatElseVariesTellsSeriesApart()
    {
        var results = Results(
            (run, _) => run.Settings.Samples!.Value, """Sweep={ "Samples": [10, 20], "Teacher:Dimension": [2, 4] }""", """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""");

        var curves = Assert.Single(Figure.ComputeAll(results)).Plot.Curves;

        Assert.Equal([("Samples = 10", 10.0), ("Samples = 20", 20)], curves.Select(curve => (curve.Label, curve.Points[0].Y)));
    }

    [Fact]
    public void WordsAreEvenlySpacedPlaces()
    {
        var results = Results(
            (run, _) => run.Teacher.Name == "plain" ? 1 : 2, """Sweep={ "Teacher:Name": ["plain", "network"] }""", """Figures:law={ "X": "Teacher:Name", "Y": "probe:value" }""");

        var plot = Assert.Single(Figure.ComputeAll(results)).Plot;

        Assert.Equal([(0, 1), (1, 2)], Assert.Single(plot.Curves).Points);
        Assert.Equal([(0, "plain"), (1, "network")], plot.XTicks);
        Assert.False(plot.LogarithmicX);
    }

    [Theory]
    [InlineData(-2.0, "to the power -2.00 (95 % interval -2.00 to -2.00, 15 runs)")]
    [InlineData(0.5, "to the power 0.50 (95 % interval 0.50 to 0.50, 15 runs)")]
    public void TheSlopeIsThatOfTheNumbers(double power, string words)
    {
        var results = Results((run, _) => Math.Pow(Dimension(run), power), Sweep, """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "Slope": true }""");

        Assert.Contains(words, Assert.Single(Assert.Single(Figure.ComputeAll(results)).Sentences));
    }

    [Fact]
    public void TheShareBelowCountsRuns()
    {
        var results = Results(
            (run, _) => run.Settings.Seed <= Dimension(run) - 2 ? 1 : 3, """Sweep={ "Teacher:Dimension": [2, 4, 8], "Seed": "1..4" }""",
            """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "ShareBelow": 2 }""");

        var figure = Assert.Single(Figure.ComputeAll(results));

        Assert.Equal([(2, 0), (4, 0.5), (8, 1)], Assert.Single(figure.Plot.Curves).Points);
        Assert.False(figure.Plot.LogarithmicY ?? true);
        Assert.Contains("0 of 4 at Dimension = 2, 2 of 4 at Dimension = 4, 4 of 4 at Dimension = 8", Assert.Single(figure.Sentences));
        Assert.Contains("all seeds from Dimension = 8 on", figure.Sentences[0]);
    }

    [Theory]
    [InlineData(0.25, "2.00 times below \"level\"")]
    [InlineData(2, "4.00 times \"level\", not below it")]
    public void AValueIsHeldAgainstTheLowestLevel(double value, string words)
    {
        var results = Results((_, _) => value, Sweep, "Teacher:Name=network", """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""");

        var figure = Assert.Single(Figure.ComputeAll(results));

        Assert.Contains(words, Assert.Single(figure.Sentences));
        Assert.Equal(("level", 0.5), (figure.Plot.Levels[0].Label, figure.Plot.Levels[0].Value));
    }

    [Fact]
    public void ARunThatDivergedHasNoFiniteValue()
    {
        var results = Results((_, _) => 1, """Sweep={ "Teacher:Dimension": [2, 4] }""", """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""");
        var (run, result) = results.Runs[1];
        var diverged = result with { Record = result.Record with { Learners = [result.Record.Learners[0] with { Status = RunStatus.Diverged }] } };

        var figure = Assert.Single(Figure.ComputeAll(results with { Runs = [results.Runs[0], (run, diverged)] }));

        Assert.Contains("no finite value at Dimension = 4", Assert.Single(figure.Sentences));
    }

    [Theory]
    [InlineData(nameof(RunStatus.Interrupted))]
    [InlineData(nameof(RunStatus.Failed))]
    public void ALearnerThatDidNotEndHasNoFinalValue(string status)
    {
        var results = Results((run, _) => run.Settings.Seed, """Sweep={ "Teacher:Dimension": [2, 4], "Seed": "1..2" }""", """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""");
        var (run, result) = results.Runs[0];
        var cut = result with { Record = result.Record with { Learners = [result.Record.Learners[0] with { Status = Enum.Parse<RunStatus>(status) }] } };
        results = results with { Runs = [(run, cut), .. results.Runs.Skip(1)] };

        Assert.Equal([(2, 2), (4, 1.5)], Assert.Single(Assert.Single(Figure.ComputeAll(results)).Plot.Curves).Points);
        Assert.Equal([1, 2], AggregateTable.Compute(results).Rows.Select(row => row.Summary.Count));
    }

    [Fact]
    public void TheStepIsTheHorizontalAxisOfMeasurements()
    {
        var results = Results((run, step) => run.Settings.Seed * (step + 1), """Sweep={ "Seed": "1..3" }""", """Figures:law={ "X": "step", "Y": "probe:value" }""");

        var curve = Assert.Single(Assert.Single(Figure.ComputeAll(results)).Plot.Curves);

        Assert.Equal([(0, 2), (5, 12), (10, 22)], curve.Points);
        Assert.Equal([(0, 1, 3), (5, 6, 18), (10, 11, 33)], curve.Band);
    }

    [Fact]
    public void TwoMetricsGiveAPointForEachPair()
    {
        var results = Results((run, _) => run.Settings.Seed, """Sweep={ "Seed": "1..4" }""", """Figures:law={ "X": "probe:*", "Y": "probe:*" }""");

        var figure = Assert.Single(Figure.ComputeAll(results));

        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 4)], Assert.Single(figure.Plot.Curves).Points.Where(point => point.X == point.Y));
    }

    [Fact]
    public void WithoutFiguresTheSweepSuggestsOne()
    {
        var results = Results((run, _) => Dimension(run), Sweep);

        Assert.Equal("probe-value", Assert.Single(Figure.ComputeAll(results)).Name);
        Assert.Empty(Figure.ComputeAll(Results((_, _) => 1)));
    }

    [Fact]
    public void ARunThatDivergedIsInfiniteAtTheLaterSteps()
    {
        var results = Results((run, step) => run.Settings.Seed == 1 || step < 5 ? step : double.NaN, """Sweep={ "Seed": "1..2" }""", """Figures:law={ "X": "step", "Y": "probe:value" }""");
        var (run, result) = results.Runs[1];
        MetricsFile.Save(new RunFolder(result.Folder).Metrics, [new Measurement("first", 0, 0, "probe", new Metric("value", 0))]);
        var diverged = (run, result with { Record = result.Record with { Learners = [result.Record.Learners[0] with { Status = RunStatus.Diverged }] } });

        var one = Assert.Single(Assert.Single(Figure.ComputeAll(results with { Runs = [results.Runs[0], diverged] })).Plot.Curves);
        var alone = Assert.Single(Assert.Single(Figure.ComputeAll(results with { Runs = [diverged] })).Plot.Curves);

        Assert.Equal([0, double.PositiveInfinity, double.PositiveInfinity], one.Points.Select(point => point.Y));
        Assert.False(one.BreaksOff);
        Assert.Equal(("first (diverged)", true), (alone.Label, alone.BreaksOff));
    }

    [Theory]
    [InlineData("1..2", "", "it states medians over seeds with 2 seeds at a point, too few to tell from chance; at least 3 are needed")]
    [InlineData("1..3", "", null)]
    [InlineData("1..1", "", null)]
    [InlineData("1..1", ", \"Slope\": true", "it states a power law with 1 seed at a point")]
    [InlineData("1..3", ", \"Slope\": true", null)]
    [InlineData("1..4", ", \"ShareBelow\": 3", "it states a share of seeds with 4 seeds at a point, too few to tell from chance; at least 5 are needed")]
    [InlineData("1..5", ", \"ShareBelow\": 3", null)]
    public void AFigureSaysSoWhenItHasTooFewSeedsForItsClaim(string seeds, string claim, string? words)
    {
        var results = Results(
            (run, _) => Dimension(run), $$"""Sweep={ "Teacher:Dimension": [2, 4, 8], "Seed": "{{seeds}}" }""", $$"""Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value"{{claim}} }""");

        var conclusions = Assert.Single(Figure.ComputeAll(results)).Conclusions;

        Assert.Equal(words is null ? [] : [ConclusionKind.TooFewSeeds], conclusions.Select(conclusion => conclusion.Kind));
        Assert.All(conclusions, conclusion => Assert.Contains(words!, conclusion.Text));
        Assert.All(conclusions, conclusion => Assert.Contains($"<li>{conclusion.Text}</li>", HtmlReport.Render([results])));
    }

    [Fact]
    public void AFigureThatShowsNothingSaysSo()
    {
        var results = Results(
            (_, _) => 1, Sweep, """Figures={ "law": { "X": "Teacher:Dimension", "Y": "probe:valeu" }, "other": { "X": "probe:none", "Y": "probe:value" }, "good": { "X": "step", "Y": "probe:value" } }""");

        Assert.Equal(
            [
                "the figure 'law' shows nothing: nothing has measured \"probe:valeu\"; allowed: probe:value; did you mean 'probe:value'?",
                "the figure 'other' shows nothing: nothing has measured \"probe:none\"; allowed: probe:value",
            ],
            Figure.Missing(results, Figure.ComputeAll(results)));
    }

    [Fact]
    public void WhatVariesInStepWithTheAxisTellsSeriesApartOnlyWhereTheAxisDoesNot()
    {
        const string Law = """Figures:law={ "X": "Samples", "Y": "probe:value" }""";

        var determined = Results((_, _) => 1, """Sweep={ "Zip": { "Samples": [10, 20], "Teacher:Dimension": [2, 4] } }""", Law);
        var free = Results((_, _) => 1, """Sweep={ "Zip": { "Samples": [10, 10, 20], "Teacher:Dimension": [2, 4, 4] } }""", Law);

        Assert.Equal(["first"], Assert.Single(Figure.ComputeAll(determined)).Plot.Curves.Select(curve => curve.Label));
        Assert.Equal(["Dimension = 2", "Dimension = 4"], Assert.Single(Figure.ComputeAll(free)).Plot.Curves.Select(curve => curve.Label));
    }

    [Fact]
    public void TwoEvaluatorsWithOneMetricAreTwoSeries()
    {
        var results = Results((_, _) => 1, """Sweep={ "Samples": [10, 20] }""", """Figures:law={ "X": "Samples", "Y": "*:value" }""");
        results = results with
        {
            Runs =
            [
                .. results.Runs.Select(run => (run.Run, run.Result with
                {
                    Record = run.Result.Record with
                    {
                        Learners = [Records.Learner("first", new MetricRecord("probe", "value", "value", 1, null), new MetricRecord("other", "value", "value", 5, null))],
                    },
                })),
            ],
        };

        Assert.Equal([("probe", 1.0), ("other", 5)], Assert.Single(Figure.ComputeAll(results)).Plot.Curves.Select(curve => (curve.Label, curve.Points[0].Y)));
    }

    // The values are 8/d at step 5 and 4/d at step 10, and 100 before; the level is 0.5. Of d = 2 the last value is 2.
    [Theory]
    [InlineData("\"FirstBelow\": 1.5", "10 5", "first step with value < 1.5")]
    [InlineData("\"FirstBelow\": 3, \"FirstBelowLevel\": \"level\"", "10 5", "first step with value < 3 × level")]
    [InlineData("\"FirstBelow\": 3, \"ExamplesPerStep\": 20", "200 100 100", "first number of examples with value < 3")]
    public void TheFirstStepBelowAValueIsShownWhereThereIsOne(string settings, string firsts, string title)
    {
        var results = Results(
            (run, step) => step == 0 ? 100 : (step == 5 ? 8.0 : 4) / Dimension(run), Sweep, $$"""Figures:when={ "X": "Teacher:Dimension", "Y": "probe:value", {{settings}} }""");

        var plot = Assert.Single(Figure.ComputeAll(results)).Plot;

        Assert.Equal(firsts, string.Join(' ', Assert.Single(plot.Curves).Points.Where(point => double.IsFinite(point.Y)).Select(point => point.Y)));
        Assert.Equal(title, plot.YTitle);
        Assert.NotNull(plot.ToSvg());
    }

    // Values that span a factor 1000, which would otherwise be drawn on a logarithmic axis; the figure's own setting comes first.
    [Theory]
    [InlineData(MetricAxis.Automatic, "automatic", null)]
    [InlineData(MetricAxis.Linear, "automatic", false)]
    [InlineData(MetricAxis.Log, "automatic", true)]
    [InlineData(MetricAxis.Linear, "log", true)]
    public void AMetricSaysOnWhichAxisItIsDrawn(MetricAxis wanted, string asked, bool? logarithmic)
    {
        var results = Results((run, _) => Math.Pow(10, Dimension(run)), Sweep, $$"""Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "YAxis": "{{asked}}" }""");
        results = results with
        {
            Runs = [.. results.Runs.Select(run => (run.Run, run.Result with
            {
                Record = run.Result.Record with { Learners = [Records.Learner("first", [.. run.Result.Record.Learners[0].Metrics.Select(metric => metric with { Axis = wanted })])] },
            }))],
        };

        Assert.Equal(logarithmic, Assert.Single(Figure.ComputeAll(results)).Plot.LogarithmicY);
    }

    private static int Dimension(RunPlan run) => WrittenResults.Dimension(run);

    private ExperimentResults Results(Func<RunPlan, long, double> value, params string[] assignments) => WrittenResults.Create(_output, value, assignments);
}

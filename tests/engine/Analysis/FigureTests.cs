using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Tests;

/// <summary>Figures and sentences from records that a test writes: the numbers in them must be the records'.</summary>
public sealed class FigureTests : IDisposable
{
    private const string Sweep = """Sweep={ "Teacher:Dimension": [2, 4, 8], "Seed": "1..5" }""";
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

    [Theory]
    [InlineData("""{ "X": "Teacher:Dimensoin", "Y": "probe:value" }""", "Figures:law:X: is \"Teacher:Dimensoin\", which does not vary", "did you mean 'Teacher:Dimension'?")]
    [InlineData("""{ "X": "step", "Y": "prob:value" }""", "Figures:law:Y: is \"prob:value\"", "did you mean 'probe'?")]
    [InlineData("""{ "X": "step", "Y": "probe" }""", "Figures:law:Y: is \"probe\"", "EVALUATOR:METRIC")]
    [InlineData("""{ "X": "step", "Y": "probe:value", "Learners": ["frist"] }""", "there is no learner 'frist'", "did you mean 'first'?")]
    [InlineData("""{ "X": "step", "Y": "probe:value", "YAxis": "even" }""", "Figures:law:YAxis: is even", "automatic, linear, log")]
    [InlineData("""{ "X": "step", "Y": "probe:value", "Title": 3 }""", "Figures:law:Title: is 3", "a text")]
    [InlineData("""{ "Y": "probe:value" }""", "Figures:law:X: missing", "a value is required")]
    public void AFigureThatCannotBeIsOneProblem(string figure, string message, string hint)
    {
        var problem = Plans.Problem(Sweep, $"Figures:law={figure}");

        Assert.Contains(message, problem, StringComparison.Ordinal);
        Assert.Contains(hint, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declaring:los", "is \"declaring:los\", which is not measured; allowed: declaring:loss, declaring:T*; did you mean 'declaring:loss'?")]
    [InlineData("declaring:S*", "which is not measured")]
    [InlineData("decl*:Loss", "which is not measured")]
    [InlineData("declaring:T4", null)]
    [InlineData("declaring:*", null)]
    [InlineData("*:anything", null)]
    [InlineData("probe:anything", null)]
    public void WhatAnEvaluatorSaysThatItDoesNotMeasureIsRefused(string y, string? message)
    {
        var plugin = FakePlugins.Create("declaring", parts => parts.AddEvaluator<Declaring, NoOptions>("declaring"));
        void Read() => Plans.Experiment([plugin], Plans.Usual, """Evaluators={ "probe": {}, "declaring": {} }""", $$"""Figures:law={ "X": "step", "Y": "{{y}}" }""");

        if (message is null)
        {
            Read();
        }
        else
        {
            Assert.Contains(message, Assert.Throws<ConfigurationException>(Read).Message);
        }
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
    public void WhatWasSetHasAFolderOfItsOwnAndStandsInIt()
    {
        const string Law = """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value" }""";
        var asked = Results((_, _) => 1, Sweep, Law);
        string Save(ExperimentResults results) => Path.GetDirectoryName(Assert.Single(ExperimentFiles.Save(_output.Path, results, Figure.ComputeAll(results))))!;

        var folders = new[] { asked, asked with { Plan = asked.Plan with { Set = [] } }, Results((_, _) => 1, Sweep, Law, "Seed=3") }.Select(Save).ToArray();

        Assert.Equal(3, folders.Distinct().Count());
        Assert.Equal(_output.File("small", "figures"), folders[1]);
        Assert.All(folders, folder => Assert.Contains("probe:value", File.ReadAllText(Path.Combine(folder, "..", "settings.json"))));
        Assert.Contains("; with Figures:law=", File.ReadAllText(Path.Combine(folders[0], "law.svg")));
        string[][] tables = [.. folders.Select(folder => Csv.Rows(File.ReadAllText(Path.Combine(folder, "..", "aggregates.csv")))[1].ToArray())];
        Assert.Contains("; Seed=3; ", tables[2][^1]);
        Assert.Equal(tables[0].Length - 1, tables[1].Length);
    }

    [Fact]
    public void AggregatesAreOverTheSeedsOfEachGroup()
    {
        var results = Results((run, _) => Dimension(run) * run.Settings.Seed, Sweep);

        var rows = Csv.Rows(AggregateTable.Compute(results).ToCsv());

        Assert.Equal(["Teacher:Dimension", "learner", "evaluator", "metric", "count", "median", "lower-quartile", "upper-quartile", "minimum", "maximum"], rows[0]);
        Assert.Equal(["4", "first", "probe", "value", "5", "12", "8", "16", "4", "20"], rows[2]);
        Assert.Equal(4, rows.Count);
    }

    [Theory]
    [InlineData("""{ "Teacher": [{ "Name": "plain", "Dimension": 2 }, { "Name": "plain", "Dimension": 4 }], "Seed": "1..3" }""", "plain (Dimension = 2):3 plain (Dimension = 4):3")]
    [InlineData("""{ "Zip": { "Seed": [1, 2, 3, 4], "Samples": [10, 10, 20, 20] } }""", "10:2 20:2")]
    [InlineData("""{ "Zip": { "Samples": [10, 20], "Teacher:Dimension": [2, 4] }, "Seed": "1..2" }""", "10:2 20:2")]
    [InlineData("""{ "Zip": { "Samples": [10, 10, 20], "Teacher:Dimension": [2, 4, 4] }, "Seed": "1..2" }""", "10,2:2 10,4:2 20,4:2")]
    [InlineData("""{ "Zip": { "Samples": ["= 2 * Teacher:Dimension", "= 8"], "Learners:first:Optimizer:Steps": [10, 20] }, "Teacher:Dimension": [3, 4] }""", "6,10,3:1 8,10,4:1 8,20,3:1 8,20,4:1")]
    public void OnlySeedsArePooled(string sweep, string counts)
    {
        var results = Results((_, _) => 1, $"Sweep={sweep}", """Figures:law={ "X": "step", "Y": "probe:value" }""");
        var table = AggregateTable.Compute(results);

        Assert.Equal(counts, string.Join(' ', table.Rows.Select(row => $"{string.Join(',', row.Group.Values)}:{row.Summary.Count}")));
        Assert.Equal(table.Rows.Count, Assert.Single(Figure.ComputeAll(results)).Plot.Curves.Select(curve => curve.Label).Distinct().Count());
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

    [Theory]
    [InlineData("""{ "X": "step", "Y": "probe:value", "FirstBelow": 1 }""", "FirstBelow: shows a step against a path that varies, and X is \"step\"")]
    [InlineData("""{ "X": "Teacher:Dimension", "Y": "probe:value", "FirstBelowLevel": "level" }""", "FirstBelowLevel: says more about FirstBelow, which is not there")]
    [InlineData("""{ "X": "Teacher:Dimension", "Y": "probe:value", "FirstBelow": 1, "ShareBelow": 1 }""", "FirstBelow: stands beside ShareBelow")]
    public void AFirstStepThatCannotBeShownIsRefused(string figure, string words)
        => Assert.Contains(Plans.Problems(Sweep, $"Figures:when={figure}"), problem => problem.StartsWith($"Experiments:small:Figures:when:{words}", StringComparison.Ordinal));

    // An XML parser takes no control characters, escaped or not.
    [Fact]
    public void ATitleWithControlCharactersIsWellFormed()
    {
        var title = "a\u0001b\u001b[31m\uFFFE";
        var results = Results((run, _) => Dimension(run), Sweep, $$"""Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "Title": {{System.Text.Json.JsonSerializer.Serialize(title)}} }""");

        var svg = System.Xml.Linq.XDocument.Parse(Assert.Single(Figure.ComputeAll(results)).Plot.ToSvg()!);

        Assert.Contains("a␁b␛[31m\uFFFD", svg.Descendants().Select(element => element.Value));
        Assert.Contains("a␁b␛[31m\uFFFD", HtmlReport.Render([results]));
    }

    [Fact]
    public void TheReportHoldsWhatWasAskedAndWhatWasFoundAndNeedsNothingElse()
    {
        var results = Results((run, _) => Dimension(run), Sweep, """Figures:law={ "X": "Teacher:Dimension", "Y": "probe:value", "Title": "a < b & c" }""", "Description=five & more");

        var html = HtmlReport.Render([results]);

        Assert.Contains("five &amp; more", html);
        Assert.Contains("a &lt; b &amp; c", html);
        Assert.Contains("<svg", html);
        Assert.All(Figure.ComputeAll(results)[0].Sentences, sentence => Assert.Contains(System.Net.WebUtility.HtmlEncode(sentence), html));
        Assert.Contains("&quot;Teacher:Dimension&quot;", html);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("src=", html);
        Assert.DoesNotContain("href=", html);
    }

    [Fact]
    public void TheReportOfASingleRunHoldsItAgainstTheLevel()
        => Assert.Contains("first: value 0.25, 2.00 times below", System.Net.WebUtility.HtmlDecode(HtmlReport.Render([Results((_, _) => 0.25, "Teacher:Name=network")])));

    private static int Dimension(RunPlan run) => ((PlainTeacherOptions)run.Teacher.Options).Dimension;

    // A result for each run whose one metric is a function of run and step: at steps 0, 5 and 10.
    private ExperimentResults Results(Func<RunPlan, long, double> value, params string[] assignments)
    {
        var plan = Plans.Experiment([], Plans.Usual, assignments);
        return new ExperimentResults(plan, [.. plan.Runs.Select(run =>
        {
            var folder = new RunFolder(_output.File(plan.Name, run.Identity));
            MetricsFile.Save(folder.Metrics, new long[] { 0, 5, 10 }.Select(step => new Measurement("first", step, 0, "probe", new Metric("value", value(run, step)))));
            var record = Records.Create(run.Identity, Records.Learner("first", new MetricRecord("probe", "value", "value", value(run, 10), null)));
            return (run, new StoredRun(folder.Path, record with { Experiment = plan.Name, Headline = ["probe"], ReferenceLevels = [new LevelRecord("value", "level", 0.5)] }));
        })]);
    }
}

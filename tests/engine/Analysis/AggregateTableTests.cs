using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Tests;

/// <summary>Which runs are taken together, and where what is said about them is kept.</summary>
public sealed class AggregateTableTests : IDisposable
{
    private const string Sweep = WrittenResults.Sweep;
    private readonly TempFolder _output = new();

    public void Dispose() => _output.Dispose();

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

    private static int Dimension(RunPlan run) => WrittenResults.Dimension(run);

    private ExperimentResults Results(Func<RunPlan, long, double> value, params string[] assignments) => WrittenResults.Create(_output, value, assignments);
}

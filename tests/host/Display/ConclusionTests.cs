using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Conclusions;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Display;
using Spectre.Console;

namespace BeyondNtk.Host.Tests;

/// <summary>Conclusions are seen where the numbers are that they are about.</summary>
public sealed class ConclusionTests
{
    private const string Found = "first: the loss [still] fell by 14 %";

    [Fact]
    public void TheTableAndTheReportOfARunShowThem()
    {
        var results = Results();

        Assert.Contains(Found, Shown(console => SummaryTable.Write(console, results.Runs[0].Result.Record)));
        Assert.Contains($"<li>{Found}</li>", HtmlReport.Render([results]));
    }

    [Fact]
    public void ASweepShowsEachKindOnceWithANumberAndAnExample()
    {
        var results = Results("""Sweep={ "Seed": "1..4" }""");
        const string Counted = "still falling at the end: 4 of 4 runs, for instance Seed = 1: " + Found;

        Assert.Contains(Counted, Shown(console => ExperimentSummary.Write(console, results, [], 0)));
        Assert.Contains($"<li>{Counted}</li>", HtmlReport.Render([results]));
    }

    [Fact]
    public void ADivergenceIsSaidOnce()
    {
        var diverged = Records.Learner("wild") with { Status = RunStatus.Diverged, Message = "the loss is NaN" };
        var record = Records.Create("one", diverged);

        Assert.Contains("wild: the loss is NaN", Shown(console => SummaryTable.Write(console, record)));
        Assert.DoesNotContain("wild: the loss is NaN", Shown(console => SummaryTable.Write(console, record with { Conclusions = [.. RunAnalysers.All.SelectMany(analyser => analyser.Analyse(record, []))] })));
    }

    [Fact]
    public void TheyAreInTheRecordAndARecordWithoutThemIsRead()
    {
        using var folder = new TempFolder();
        var path = folder.File("run.json");
        var record = Results().Runs[0].Result.Record;

        record.Save(path);
        Assert.Equal(record.Conclusions, RunRecord.Load(path).Conclusions);
        Assert.Contains("\"kind\": \"still-falling\"", File.ReadAllText(path));

        var older = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        older.Remove("conclusions");
        File.WriteAllText(path, older.ToJsonString());
        Assert.Empty(RunRecord.Load(path).Conclusions);
    }

    private static ExperimentResults Results(params string[] assignments)
    {
        var plan = Plans.Experiment([], Plans.Usual, assignments);
        return new ExperimentResults(plan, [.. plan.Runs.Select(run =>
        {
            var record = Records.Create(run.Identity, Records.Learner("first", Records.Loss(1))) with { Conclusions = [new(ConclusionKind.StillFalling, "first", Found)] };
            return (run, new StoredRun("", record));
        })]);
    }

    private static string Shown(Action<IAnsiConsole> write)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 400;
        write(console);
        return text.ToString();
    }
}

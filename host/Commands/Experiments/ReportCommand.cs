using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Reports;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>report: what experiments found, as one HTML file. Without names it takes every experiment of the file that has a result.</summary>
internal sealed class ReportCommand(ConfiguredExperiments experiments, RunStore store, IAnsiConsole console)
{
    private const string FileName = "report.html";

    public int Execute(IReadOnlyList<string> names, string? file)
    {
        ExperimentResults[] all = [.. experiments.ReadOrAll(names).Select(FindResults)];
        foreach (var old in all.Where(results => ConclusionSentences.OfOtherFiles(results) is not null))
        {
            console.WriteLine($"{old.Plan.Name}: {ConclusionSentences.OfOtherFiles(old)}", Styles.Remark);
        }

        foreach (var missing in all.Where(results => results.Runs.Count < results.Plan.Runs.Count))
        {
            console.WriteLine($"{missing.Plan.Name}: {missing.Runs.Count} of {missing.Plan.Runs.Count} runs have a result; `run {missing.Plan.Name}` makes the others");
        }

        var found = all.Where(results => results.Runs.Count > 0).ToArray();
        if (found.Length == 0)
        {
            throw new ConfigurationException($"report: no run of {string.Join(", ", all.Select(results => results.Plan.Name))} has a result under {store.FullPath}; `run` makes them");
        }

        var path = Write(HtmlReport.Render(found), file);
        console.WriteLine($"report: {path}");
        return ExitCode.Done;
    }

    // Results that nobody may change can be told of elsewhere.
    private string Write(string html, string? file)
    {
        var path = Path.GetFullPath(file ?? Path.Combine(store.Output, FileName));
        try
        {
            AtomicFile.Refresh(path, html);
        }
        catch (Exception exception) when (file is null && exception is IOException or UnauthorizedAccessException)
        {
            path = Path.GetFullPath(FileName);
            AtomicFile.WriteText(path, html);
            console.WriteLine($"{exception.Message}; so it is written into the current folder", Styles.Remark);
        }

        return path;
    }

    private ExperimentResults FindResults(ExperimentPlan plan)
    {
        var runs = store.Open(plan.Name);
        return new ExperimentResults(plan, [.. plan.Runs.Select(run => (Run: run, Result: runs.FindAnyResult(run))).Where(run => run.Result is not null).Select(run => (run.Run, run.Result!))]);
    }
}

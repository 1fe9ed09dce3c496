using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Reporting;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>report: what experiments found, as one HTML file. Without names it takes every experiment of the file that has a result.</summary>
internal static class ReportCommand
{
    private const string FileName = "report.html";

    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments, string? file)
    {
        var settings = services.GetRequiredService<Settings>();
        var console = services.GetRequiredService<IAnsiConsole>();
        var tree = ConfigurationTree.Load(settings.ConfigurationFile);
        var names = experiments.Count > 0 ? experiments : PlanReader.ExperimentNames(tree);
        ExperimentResults[] all = [.. services.GetRequiredService<PlanReader>().Read(tree, names, settings.Assignments).Select(plan => Results(plan, settings.Output))];
        foreach (var missing in all.Where(results => results.Runs.Count < results.Plan.Runs.Count))
        {
            console.WriteLine($"{missing.Plan.Name}: {missing.Runs.Count} of {missing.Plan.Runs.Count} runs have a result; `run {missing.Plan.Name}` makes the others");
        }

        var found = all.Where(results => results.Runs.Count > 0).ToArray();
        if (found.Length == 0)
        {
            throw new ConfigurationException($"report: no run of {string.Join(", ", all.Select(results => results.Plan.Name))} has a result under {Path.GetFullPath(settings.Output)}; `run` makes them");
        }

        var path = Path.GetFullPath(file ?? Path.Combine(settings.Output, FileName));
        RunFolder.WriteText(path, HtmlReport.Of(found));
        console.WriteLine($"report: {path}");
        return ExitCode.Done;
    }

    private static ExperimentResults Results(ExperimentPlan plan, string output)
    {
        var known = KnownResults.Of(output, plan.Name);
        return new ExperimentResults(plan, [.. plan.Runs.Select(run => (run, known.Find(run))).Where(run => run.Item2 is not null).Select(run => (run.run, run.Item2!))]);
    }
}

using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Reporting;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Results.Plots;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>run: composes every run of every experiment first, so that a mistake in the last one does not surface after the others ran.</summary>
internal static class RunCommand
{
    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments, RunOptions options)
    {
        LinearAlgebraCheck.Verify();
        var settings = services.GetRequiredService<Settings>();
        var plans = services.GetRequiredService<PlanReader>().Read(ConfigurationTree.Load(settings.ConfigurationFile), experiments, settings.Assignments);
        using var interruption = new Interruption();
        var runners = plans.Select(plan => new ExperimentRunner(services.GetRequiredService<RunExecutor>(), plan, options, interruption.Token)).ToArray();
        var refusals = new Refusals();
        foreach (var runner in runners.TakeWhile(_ => !refusals.AreMany))
        {
            refusals.Try(runner.Prepare);
        }

        refusals.ThrowIfAny();
        if (runners.Any(runner => runner.HasWork))
        {
            OutputCheck.Verify(options.Output);
        }

        return Execute(services, runners, options, interruption);
    }

    /// <summary>Makes the runs of experiments that are prepared, and tells what came of each.</summary>
    public static int Execute(IServiceProvider services, IReadOnlyList<ExperimentRunner> runners, RunOptions options, Interruption interruption)
    {
        var console = services.GetRequiredService<IAnsiConsole>();
        var worst = RunStatus.Done;
        foreach (var runner in runners)
        {
            Run(services, runner);
            Conclude(console, new ExperimentResults(runner.Plan, runner.Results), runner.Made, options.Output);
            worst = runner.Results.Select(run => run.Result.Record.Status).Append(worst).Max();
            if (interruption.Token.IsCancellationRequested || (options.FailFast && worst is not RunStatus.Done))
            {
                break;
            }
        }

        HowToGoOn(console, runners);
        return interruption.Token.IsCancellationRequested ? ExitCode.Interrupted : worst == RunStatus.Done ? ExitCode.Done : ExitCode.RunFailed;
    }

    private static void Run(IServiceProvider services, ExperimentRunner runner)
    {
        var display = services.GetRequiredService<IRunDisplay>();
        var console = services.GetRequiredService<IAnsiConsole>();
        if (runner.Plan.Runs.Count == 1)
        {
            runner.Run(display, holder => console.WriteLine($"{runner.Plan.Name}: {holder}, makes this run; waiting for it"));
            return;
        }

        var work = Task.Run(() => runner.Run(display));
        services.GetRequiredService<IExperimentDisplay>().Follow(runner.Progress, work);
        work.GetAwaiter().GetResult();
    }

    // One run is named; of a sweep the same command finds what is left, and makes learners that failed again.
    private static void HowToGoOn(IAnsiConsole console, IReadOnlyList<ExperimentRunner> runners)
    {
        foreach (var runner in runners)
        {
            var unfinished = runner.Results.Select(run => run.Result.Record).Where(record => record.Id.Length > 0 && UnfinishedRuns.IsUnfinished(record)).ToArray();
            if (unfinished.Length > 0)
            {
                var command = runner.Plan.Runs.Count == 1 ? $"`resume {RunChoice.FullName(unfinished[0])}`, or the same command again," : "the same command again";
                var failed = unfinished.All(record => record is { Status: RunStatus.Failed, Message: null });
                console.WriteLine($"{runner.Plan.Name}: {command} {(failed ? "makes the learners that failed again, and no other" : "goes on from the last checkpoint")}");
            }
        }
    }

    private static void Conclude(IAnsiConsole console, ExperimentResults results, int made, string output)
    {
        if (results.Runs.Count == 0)
        {
            return;
        }

        var figures = Figure.Of(results);
        ExperimentSummary.Write(console, results, figures, made);
        IReadOnlyList<string> pictures = results.Plan.Axes.Count > 0 || figures.Count > 0 ? ExperimentFiles.Save(output, results, figures) : [];
        if (pictures.Count == 0 && results.Plan.Runs.Count == 1)
        {
            pictures = RunPlots.Under(results.Runs[0].Result.Folder);
        }

        if (pictures.Count > 0)
        {
            console.WriteLine($"picture: {pictures[0]}");
        }
    }
}

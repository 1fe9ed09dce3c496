using BeyondNtk.Engine.Analysis;
using BeyondNtk.Engine.Analysis.Figures;
using BeyondNtk.Engine.Analysis.Plotting;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>Makes the runs of experiments that are prepared, and tells what came of each.</summary>
internal sealed class ExperimentExecution(
    RunStore store, Interruption interruption, IRunDisplay runDisplay, IExperimentDisplay experimentDisplay, IAnsiConsole console)
{
    /// <returns>The exit code.</returns>
    public int Execute(IReadOnlyList<ExperimentRunner> runners, RunOptions options)
    {
        var worst = RunStatus.Done;
        foreach (var runner in runners)
        {
            Run(runner);
            Conclude(new ExperimentResults(runner.Plan, runner.Results), runner.Made);
            worst = runner.Results.Select(run => WithoutHalts(run.Result.Record)).Append(worst).Max();
            if (interruption.Token.IsCancellationRequested || (options.FailFast && worst is not RunStatus.Done))
            {
                break;
            }
        }

        HowToGoOn(runners);
        return interruption.Token.IsCancellationRequested ? ExitCode.Interrupted : worst == RunStatus.Done ? ExitCode.Done : ExitCode.RunFailed;
    }

    // Learners that a selection halted did all that was asked of them.
    private static RunStatus WithoutHalts(RunRecord record)
        => record.Status != RunStatus.Halted ? record.Status : record.Learners.Select(learner => learner.Status).Where(status => status != RunStatus.Halted).Append(RunStatus.Done).Max();

    private void Run(ExperimentRunner runner)
    {
        if (runner.Plan.Runs.Count == 1)
        {
            runner.Run(runDisplay, holder => console.WriteLine($"{runner.Plan.Name}: {holder}, makes this run; waiting for it"));
            return;
        }

        var work = Task.Run(() => runner.Run(runDisplay));
        experimentDisplay.Follow(runner.Progress, work);
        work.GetAwaiter().GetResult();
    }

    private void Conclude(ExperimentResults results, int made)
    {
        if (results.Runs.Count == 0)
        {
            return;
        }

        var figures = Figure.ComputeAll(results);
        ExperimentSummary.Write(console, results, figures, made);
        IReadOnlyList<string> pictures = results.Plan.Axes.Count > 0 || figures.Count > 0 ? Save(results, figures, made) : [];
        if (pictures.Count == 0 && results.Plan.Runs.Count == 1)
        {
            pictures = RunPlots.Find(new RunFolder(results.Runs[0].Result.Folder));
        }

        if (pictures.Count > 0)
        {
            console.WriteLine($"picture: {pictures[0]}");
        }

        if (made > 1)
        {
            store.UpdateIndex();
        }
    }

    // Where nothing was made it is no loss that a folder of old results takes nothing new.
    private IReadOnlyList<string> Save(ExperimentResults results, IReadOnlyList<Figure> figures, int made)
    {
        try
        {
            return ExperimentFiles.Save(store.Output, results, figures);
        }
        catch (IOException exception) when (made == 0)
        {
            console.WriteLine($"aggregates and pictures could not be made anew: {exception.Message}", Styles.Remark);
            return [];
        }
    }

    // One run is named; of a sweep the same command finds what is left, and makes learners that failed again.
    private void HowToGoOn(IReadOnlyList<ExperimentRunner> runners)
    {
        foreach (var runner in runners)
        {
            var unfinished = runner.Results.Select(run => run.Result.Record).Where(record => record.Id.Length > 0 && record.IsUnfinished && record.Status != RunStatus.Halted).ToArray();
            if (unfinished.Length > 0)
            {
                var command = runner.Plan.Runs.Count == 1 ? $"`resume {unfinished[0].FullName}`, or the same command again," : "the same command again";
                var failed = unfinished.All(record => record is { Status: RunStatus.Failed, Message: null });
                console.WriteLine($"{runner.Plan.Name}: {command} {(failed ? "makes the learners that failed again, and no other" : "goes on from the last checkpoint")}");
            }
        }
    }
}

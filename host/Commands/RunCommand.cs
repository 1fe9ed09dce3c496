using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>run: composes every experiment first, so that a mistake in the last one does not surface after the others ran.</summary>
internal static class RunCommand
{
    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments)
    {
        LinearAlgebraCheck.Verify();
        var settings = services.GetRequiredService<Settings>();
        var plans = services.GetRequiredService<PlanReader>().Read(ConfigurationTree.Load(settings.ConfigurationFile), experiments, settings.Assignments);
        foreach (var plan in plans)
        {
            Composer.Compose(plan, NullLoggerFactory.Instance).Dispose();
        }

        using var interruption = new Interruption();
        var runner = services.GetRequiredService<ExperimentRunner>();
        var console = services.GetRequiredService<IAnsiConsole>();
        var worst = RunStatus.Done;
        foreach (var plan in plans)
        {
            var outcome = runner.Run(plan, settings.Output, interruption.Token);
            SummaryTable.Write(console, outcome.Record);
            console.WriteLine($"run:     {outcome.Folder.Path}");
            if (outcome.Plots.Count > 0)
            {
                console.WriteLine($"picture: {outcome.Plots[0]}");
            }

            worst = (RunStatus)Math.Max((int)worst, (int)outcome.Record.Status);
            if (worst == RunStatus.Interrupted)
            {
                break;
            }
        }

        return worst switch
        {
            RunStatus.Done => ExitCode.Done,
            RunStatus.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.RunFailed,
        };
    }
}

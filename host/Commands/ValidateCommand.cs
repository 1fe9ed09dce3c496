using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>validate: composes every run, and makes none. Without names it takes every experiment of the file.</summary>
internal static class ValidateCommand
{
    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments)
    {
        LinearAlgebraCheck.Verify();
        var settings = services.GetRequiredService<Settings>();
        var tree = ConfigurationTree.Load(settings.ConfigurationFile);
        var names = experiments.Count > 0 ? experiments : PlanReader.ExperimentNames(tree);
        var console = services.GetRequiredService<IAnsiConsole>();
        var plans = services.GetRequiredService<PlanReader>().Read(tree, names, settings.Assignments);
        var refusals = new Refusals();
        foreach (var run in plans.SelectMany(plan => plan.Runs).TakeWhile(_ => !refusals.AreMany))
        {
            refusals.Try(() => RunDemand.Of(run));
        }

        refusals.ThrowIfAny();
        foreach (var plan in plans)
        {
            var one = plan.Runs[0];
            console.MarkupLineInterpolated(
                $"[green]valid[/]  {plan.Name}: {(plan.Runs.Count == 1 ? "" : $"{plan.Runs.Count} runs, ")}teacher {one.Teacher.Name}, learners {string.Join(", ", one.Learners.Select(learner => learner.Label))}");
        }

        return ExitCode.Done;
    }
}

using BeyondNtk.Host.Composition;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace BeyondNtk.Host.Commands;

/// <summary>validate: the whole composition, nothing run. Without names it takes every experiment of the file.</summary>
internal static class ValidateCommand
{
    public static int Execute(IServiceProvider services, IReadOnlyList<string> experiments)
    {
        LinearAlgebraCheck.Verify();
        var settings = services.GetRequiredService<Settings>();
        var tree = ConfigurationTree.Load(settings.ConfigurationFile);
        var names = experiments.Count > 0 ? experiments : PlanReader.ExperimentNames(tree);
        var console = services.GetRequiredService<IAnsiConsole>();
        foreach (var plan in services.GetRequiredService<PlanReader>().Read(tree, names, settings.Assignments))
        {
            using var experiment = Composer.Compose(plan, NullLoggerFactory.Instance);
            console.MarkupLineInterpolated($"[green]valid[/]  {plan.Name}: teacher {plan.Teacher.Name}, learners {string.Join(", ", plan.Learners.Select(learner => learner.Label))}");
        }

        return ExitCode.Done;
    }
}

using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Running;
using BeyondNtk.Host.Display;
using BeyondNtk.Host.Hosting;
using Spectre.Console;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>validate: composes every run, and makes none. Without names it takes every experiment of the file.</summary>
internal sealed class ValidateCommand(ConfiguredExperiments experiments, RunLogs logs, IAnsiConsole console)
{
    public int Execute(IReadOnlyList<string> names)
    {
        LinearAlgebraCheck.Verify();
        var plans = experiments.ReadOrAll(names);
        var problems = new Problems();
        foreach (var run in plans.SelectMany(plan => plan.Runs).TakeWhile(_ => !problems.AreMany))
        {
            problems.Try(() => ComposedRun.Compose(run, run.Threads).Dispose());
        }

        problems.Try(logs.Check);
        problems.ThrowIfAny();
        foreach (var plan in plans)
        {
            var one = plan.Runs[0].Resolve();
            console.Write("valid", Styles.Good);
            console.WriteLine(
                $"  {plan.Name}: {(plan.Runs.Count == 1 ? "" : $"{plan.Runs.Count} runs, ")}teacher {one.Teacher.Name}, learners {string.Join(", ", one.Learners.Select(learner => learner.Label))}");
        }

        return ExitCode.Done;
    }
}

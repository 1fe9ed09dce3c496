using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands.Experiments;

/// <summary>run: composes every run of every experiment first, so that a mistake in the last one does not surface after the others ran.</summary>
internal sealed class RunCommand(
    ConfiguredExperiments experiments, RunLogs logs, ExperimentRunners runners, RunStore store, Interruption interruption, ExperimentExecution execution)
{
    public int Execute(IReadOnlyList<string> names, RunOptions options)
    {
        LinearAlgebraCheck.Verify();
        var prepared = experiments.Read(names).Select(plan => runners.Create(plan, options, interruption.Token)).ToArray();
        try
        {
            var problems = new Problems();
            foreach (var runner in prepared.TakeWhile(_ => !problems.AreMany))
            {
                problems.Try(runner.Prepare);
            }

            problems.Try(logs.Open);
            problems.ThrowIfAny();
            if (prepared.Any(runner => runner.HasWork))
            {
                OutputCheck.Verify(store.Output);
            }

            return execution.Execute(prepared, options);
        }
        finally
        {
            foreach (var runner in prepared)
            {
                runner.Dispose();
            }
        }
    }
}

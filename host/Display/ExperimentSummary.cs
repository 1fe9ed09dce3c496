using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Running;
using Spectre.Console;

namespace BeyondNtk.Host.Display;

/// <summary>What is said at the end of an experiment: the table of a single run, or those over the runs of a sweep.</summary>
internal static class ExperimentSummary
{
    public static void Write(IAnsiConsole console, ExperimentPlan plan, ExperimentRunner runner, string output)
    {
        if (plan.Runs.Count == 1)
        {
            foreach (var (_, result) in runner.Results)
            {
                SummaryTable.Write(console, result.Record);
            }
        }
    }
}

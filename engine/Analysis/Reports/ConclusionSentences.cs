using BeyondNtk.Engine.Planning;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Reports;

/// <summary>The conclusions of an experiment's runs in sentences: those of its only run, or for each kind the number of runs with one and an example.</summary>
internal static class ConclusionSentences
{
    public static IReadOnlyList<string> Compute(ExperimentResults results)
        => results.Plan.Runs.Count == 1
            ? [.. results.Runs.SelectMany(run => run.Result.Record.Conclusions).Select(conclusion => conclusion.Text)]
            : [.. results.Runs.SelectMany(run => run.Result.Record.Conclusions, (run, conclusion) => (run.Run, Conclusion: conclusion))
                .GroupBy(found => found.Conclusion.Kind).OrderBy(kind => kind.Key).Select(kind => Counted(kind.Key, [.. kind], results)), .. SelectionSentences.Compute(results)];

    /// <summary>That results are of other files of plugins or numerics than are here now; null if none is.</summary>
    public static string? OfOtherFiles(ExperimentResults results)
    {
        var old = results.Runs.Where(run => !run.Result.Record.IsMadeBySameFiles(run.Run)).ToArray();
        if (old.Length == 0)
        {
            return null;
        }

        string[] changed =
        [
            .. old.SelectMany(run => run.Run.Plugins.Where(plugin => !run.Result.Record.Plugins.Any(other => (other.Name, other.Sha256) == (plugin.Name, plugin.Sha256))))
                .Select(plugin => plugin.Name).Distinct().Order(StringComparer.Ordinal),
        ];
        return $"{old.Length} of {results.Runs.Count} runs were made by other files of {(changed.Length > 0 ? string.Join(", ", changed) : "the numerics")} than are here now; `run` makes them anew";
    }

    private static string Counted(ConclusionKind kind, (RunPlan Run, Conclusion Conclusion)[] found, ExperimentResults results)
    {
        var runs = found.Select(one => one.Run.Identity).Distinct().Count();
        return $"{kind.Words()}: {runs} of {results.Runs.Count} runs, for instance {results.Plan.Names.Of(found[0].Run)}: {found[0].Conclusion.Text}";
    }
}

using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine;

/// <summary>One run of an experiment.</summary>
/// <param name="Id">The name of its folder.</param>
/// <param name="Folder">The full path of that, with run.json, metrics.csv, log.txt, plots and weights; empty if nothing could be written.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Message">Why the run as a whole failed; null if it did not.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Varied">The values that the sweep gave it: by path, as text.</param>
/// <param name="Learners">Its learners, in the order of the configuration.</param>
public sealed record RunResult(
    string Id, string Folder, RunStatus Status, string? Message, long Seed, IReadOnlyDictionary<string, string> Varied, IReadOnlyList<LearnerResult> Learners)
{
    /// <summary>A learner by its label.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that label.</exception>
    public LearnerResult Learner(string label) => Learners.FirstOrDefault(learner => learner.Label == label)
        ?? throw new KeyNotFoundException($"there is no learner '{label}'; allowed: {string.Join(", ", Learners.Select(learner => learner.Label))}");

    internal static RunResult From(StoredRun run, IReadOnlyDictionary<string, string> varied) => new(
        run.Record.Id, run.Folder, run.Record.Status, run.Record.Message, run.Record.Seed,
        varied,
        [.. run.Record.Learners.Select(learner => LearnerResult.From(learner, new RunFolder(run.Folder)))]);
}

using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Storage;

/// <summary>Compares the files of a result with the checksums that its record holds.</summary>
internal static class ResultCheck
{
    /// <summary>What is wrong with the files of a run, each in a sentence; nothing for what its record has no checksum of, as older ones.</summary>
    public static IEnumerable<string> Find(StoredRun run)
    {
        var folder = new RunFolder(run.Folder);
        if (run.Record.MetricsSha256 is { } metrics && Compare(folder.Metrics, metrics) is { } problem)
        {
            yield return problem;
        }

        foreach (var damaged in run.Record.Learners.SelectMany(learner => FindWeights(folder, learner)))
        {
            yield return damaged;
        }
    }

    /// <summary>What is wrong with the weights of a learner that has ended.</summary>
    public static IEnumerable<string> FindWeights(RunFolder folder, LearnerRecord learner)
        => (learner.Weights ?? new Dictionary<string, string>()).Select(array => Compare(folder.WeightsOf(learner.Label, array.Key), array.Value)).OfType<string>();

    private static string? Compare(string path, string sha256)
    {
        try
        {
            return !File.Exists(path) ? $"{path} is missing"
                : FileHash.Compute(path) != sha256 ? $"{path} is not what the run wrote: it has been changed or cut"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read: {exception.Message}";
        }
    }
}

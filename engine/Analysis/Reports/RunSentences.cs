using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Analysis.Reports;

/// <summary>What a single run says, in sentences made from its numbers: each learner against the lowest reference level.</summary>
internal static class RunSentences
{
    /// <summary>Why a run did not end as it should: its own message, or that of the learner that it is due to.</summary>
    public static string Why(RunRecord record)
        => record.Message ?? (record.Learners.FirstOrDefault(learner => learner.Status == record.Status) is { } learner ? $"{learner.Label}: {learner.Message}" : "");

    public static IReadOnlyList<string> Of(RunRecord record)
        =>
        [
            .. record.Learners.SelectMany(learner => learner.Metrics
                .Select(metric => (Metric: metric, Level: record.ReferenceLevels.Where(level => level.Quantity == metric.Quantity && level.Value > 0).MinBy(level => level.Value)))
                .Where(pair => pair.Level is not null && pair.Metric.Value > 0 && double.IsFinite(pair.Metric.Value)).Take(1)
                .Select(pair => $"{learner.Label}: {pair.Metric.Quantity} {pair.Metric.ToText()}, {LevelWords.Against(pair.Metric.Value, pair.Level!.Value, pair.Level.Label)}.")),
        ];
}

/// <summary>Words for a value against a level.</summary>
internal static class LevelWords
{
    public static string Against(double value, double level, string label)
        => value < level ? $"{Ratio(level / value)} times below \"{label}\"" : $"{Ratio(value / level)} times \"{label}\", not below it";

    private static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0", System.Globalization.CultureInfo.InvariantCulture);
}

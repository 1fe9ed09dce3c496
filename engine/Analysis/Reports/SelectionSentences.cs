using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Analysis.Reports;

/// <summary>Which values a selection chose, for each learner for which there was something to choose, and whether a longer list of them might do better.</summary>
internal static class SelectionSentences
{
    private const int MostNamed = 3;
    private const int FewestOfAList = 3;

    public static IReadOnlyList<string> Compute(ExperimentResults results)
        => [.. new Selection(results).Choices.GroupBy(choice => choice.Learner).Select(choices => Sentence(choices.Key, [.. choices.Select(choice => choice.Run)], results.Plan))];

    private static string Sentence(string learner, RunPlan[] winners, ExperimentPlan plan)
    {
        var counts = winners.GroupBy(run => string.Join(", ", plan.Selected.Select(path => $"{VariedText.Short(path, plan.Varied)} = {plan.Names.ValueOf(run, path)}")))
            .OrderByDescending(count => count.Count()).ToArray();
        var most = string.Join("; ", counts.Take(MostNamed).Select(count => $"{count.Key} in {count.Count()}"));
        var rest = counts.Skip(MostNamed).Sum(count => count.Count());
        string[] ends = [.. plan.Selected.Select(path => AtAnEnd(path, winners, plan)).OfType<string>()];
        return $"{learner}: of {winners.Length} choices {most}{(rest > 0 ? $"; others in {rest}" : "")}{string.Concat(ends.Select(end => $"; {end}"))}";
    }

    // Half of the choices at the same end of a list of numbers: the best may lie beyond it.
    private static string? AtAnEnd(string path, RunPlan[] winners, ExperimentPlan plan)
    {
        double[] values = [.. plan.Runs.Select(run => run.VariedNumber(path)).OfType<double>().Distinct()];
        if (values.Length < FewestOfAList)
        {
            return null;
        }

        var end = new[] { values.Min(), values.Max() }.FirstOrDefault(end => 2 * winners.Count(run => run.VariedNumber(path) == end) > winners.Length, double.NaN);
        return double.IsNaN(end) ? null : $"most often the {(end == values.Min() ? "smallest" : "largest")} {VariedText.Short(path, plan.Varied)} of the list, so the best may lie beyond it";
    }
}

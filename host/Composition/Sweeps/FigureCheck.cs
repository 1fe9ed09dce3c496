namespace BeyondNtk.Host.Composition.Sweeps;

/// <summary>Checks, before anything runs, that the figures of an experiment show what there will be.</summary>
internal static class FigureCheck
{
    private const string Steps = "step";

    // What the host itself measures with: the optimizer's report.
    private const string Optimizer = "optimizer";

    public static void Check(ExperimentPlan plan, string path, Problems problems)
    {
        string[] evaluators = [.. plan.Runs.SelectMany(run => run.Learners).SelectMany(learner => learner.Evaluators).Select(evaluator => evaluator.Label).Append(Optimizer).Distinct()];
        string[] learners = [.. plan.Runs.SelectMany(run => run.Learners).Select(learner => learner.Label).Distinct()];
        foreach (var (name, figure) in plan.Figures)
        {
            var at = $"{path}:{nameof(ExperimentSettings.Figures)}:{name}";
            FolderName.Check(name, at, problems);
            if (!IsMetric(figure.Y, evaluators))
            {
                problems.Add($"{at}:{nameof(figure.Y)}", $"is \"{figure.Y}\"; allowed: EVALUATOR:METRIC; {NearestName.Hint(figure.Y.Split(':')[0], evaluators)}");
            }

            string[] places = [Steps, .. plan.Varied];
            if (!places.Contains(figure.X, StringComparer.OrdinalIgnoreCase) && !IsMetric(figure.X, evaluators))
            {
                problems.Add($"{at}:{nameof(figure.X)}", $"is \"{figure.X}\", which does not vary; {NearestName.Hint(figure.X, places)}");
            }

            if (figure.YAxis == AxisScale.Even)
            {
                problems.Add($"{at}:{nameof(figure.YAxis)}", "is even; allowed: automatic, linear, log");
            }

            foreach (var learner in figure.Learners.Where(learner => !learners.Contains(learner, StringComparer.OrdinalIgnoreCase)))
            {
                problems.Add($"{at}:{nameof(figure.Learners)}", $"there is no learner '{learner}'; {NearestName.Hint(learner, learners)}");
            }
        }
    }

    private static bool IsMetric(string text, IReadOnlyList<string> evaluators)
        => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < text.Length - 1
            && (text[..colon].Contains('*', StringComparison.Ordinal) || evaluators.Contains(text[..colon], StringComparer.OrdinalIgnoreCase));
}

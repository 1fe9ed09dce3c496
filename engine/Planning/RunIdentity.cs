using System.Security.Cryptography;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Planning;

/// <summary>
/// What determines the results of a run, hashed: its resolved configuration without what makes no difference. That is the description; the order
/// of learners and of evaluators, whose random streams are their own; and what no part takes: an objective, a sample, a number of fresh examples.
/// </summary>
internal static class RunIdentity
{
    private static readonly ObjectivePlan Unused = new(ObjectiveKind.Empirical, new ObjectiveSettings().Samples, null, []);

    /// <summary>SHA-256, in hexadecimal, of the run in the order of its labels, without what is unused.</summary>
    public static string Compute(ResolvedRun run) => Hash(Canonical(run), UsesSample(run));

    /// <summary>What the identity was when all of that counted, under which older results are found; null if it was the same.</summary>
    public static string? ComputeFormer(ResolvedRun run)
        => ReferenceEquals(Canonical(run), run) && (run.Settings.Samples is null || UsesSample(run)) ? null : Hash(run, withSample: true);

    private static string Hash(ResolvedRun run, bool withSample) => Convert.ToHexStringLower(SHA256.HashData(ResolvedConfiguration.Write(run, withSample)));

    private static bool UsesSample(ResolvedRun run)
        => run.Parts.Any(part => part.Takes(typeof(DataSet)))
            || run.Learners.Any(learner => learner.Objective.Kind == ObjectiveKind.Empirical && UsesObjective(learner));

    private static bool UsesObjective(LearnerPlan learner)
        => learner.Parts.Any(part => part.Takes(typeof(Objective)));

    // The run itself where it is in order and all is used, as in most.
    private static ResolvedRun Canonical(ResolvedRun run)
    {
        LearnerPlan[] learners = [.. run.Learners.Select(Canonical).OrderBy(learner => learner.Label, StringComparer.Ordinal)];
        return learners.SequenceEqual(run.Learners, ReferenceEqualityComparer.Instance) ? run : run with { Learners = learners };
    }

    private static LearnerPlan Canonical(LearnerPlan learner)
    {
        EvaluatorPlan[] evaluators = [.. learner.Evaluators.OrderBy(evaluator => evaluator.Label, StringComparer.Ordinal)];
        var objective = Canonical(learner.Objective, UsesObjective(learner));
        return evaluators.SequenceEqual(learner.Evaluators, ReferenceEqualityComparer.Instance) && ReferenceEquals(objective, learner.Objective)
            ? learner : learner with { Evaluators = evaluators, Objective = objective };
    }

    private static ObjectivePlan Canonical(ObjectivePlan objective, bool isUsed)
    {
        if (!isUsed)
        {
            return objective.IsDefault ? objective : Unused;
        }

        var samples = objective.Kind == ObjectiveKind.Fresh ? objective.Samples : Unused.Samples;
        PenaltyPlan[] penalties = [.. objective.Penalties.OrderBy(penalty => penalty.Label, StringComparer.Ordinal)];
        return samples == objective.Samples && penalties.SequenceEqual(objective.Penalties, ReferenceEqualityComparer.Instance)
            ? objective : objective with { Samples = samples, Penalties = penalties };
    }
}

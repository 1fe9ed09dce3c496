using System.Security.Cryptography;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Planning;

/// <summary>
/// What determines the results of a run, hashed: its resolved configuration without what makes no difference. That is the description, the order
/// of learners and of evaluators, whose random streams are their own, and the number of fresh examples where none are drawn.
/// </summary>
internal static class RunIdentity
{
    private static readonly int UnusedSamples = new ObjectiveSettings().Samples;

    /// <summary>SHA-256, in hexadecimal, of the run in the order of its labels.</summary>
    public static string Compute(ResolvedRun run) => Hash(Canonical(run));

    /// <summary>What the identity was when the order counted, under which older results are found; null if it was the same.</summary>
    public static string? ComputeFormer(ResolvedRun run) => ReferenceEquals(Canonical(run), run) ? null : Hash(run);

    private static string Hash(ResolvedRun run) => Convert.ToHexStringLower(SHA256.HashData(ResolvedConfiguration.Write(run)));

    // The run itself where it is in order, as most are.
    private static ResolvedRun Canonical(ResolvedRun run)
    {
        LearnerPlan[] learners = [.. run.Learners.Select(Canonical).OrderBy(learner => learner.Label, StringComparer.Ordinal)];
        return learners.SequenceEqual(run.Learners, ReferenceEqualityComparer.Instance) ? run : run with { Learners = learners };
    }

    private static LearnerPlan Canonical(LearnerPlan learner)
    {
        EvaluatorPlan[] evaluators = [.. learner.Evaluators.OrderBy(evaluator => evaluator.Label, StringComparer.Ordinal)];
        var isUsed = learner.Objective.Name == ObjectiveKind.Fresh || learner.Objective.Samples == UnusedSamples;
        return isUsed && evaluators.SequenceEqual(learner.Evaluators, ReferenceEqualityComparer.Instance)
            ? learner
            : learner with { Evaluators = evaluators, Objective = isUsed ? learner.Objective : new ObjectiveSettings { Name = learner.Objective.Name } };
    }
}

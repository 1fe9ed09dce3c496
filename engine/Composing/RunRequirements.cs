using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Composing;

/// <summary>What a run needs of the machine, as its parts say or as can be told from them.</summary>
/// <param name="UsefulThreads">The most threads that it can keep busy well.</param>
/// <param name="Bytes">The most memory that it holds at one time.</param>
/// <param name="Work">For each learner a rough measure of its work, good enough to compare learners and runs of one experiment.</param>
internal sealed record RunRequirements(int UsefulThreads, long Bytes, IReadOnlyList<double> Work)
{
    public double TotalWork { get; } = Work.Sum();

    /// <summary>What a composed run needs.</summary>
    /// <param name="run">The run.</param>
    /// <param name="experiment">The same, composed, with all its learners.</param>
    /// <exception cref="ConfigurationException">The memory cannot hold what the parts need.</exception>
    public static RunRequirements Estimate(ResolvedRun run, Experiment experiment)
    {
        var examples = (long)(run.Settings.Samples ?? 0);
        var sample = sizeof(double) * examples * (experiment.Teacher.Inputs.Dimension + experiment.Teacher.Outputs);
        var learners = experiment.Learners.ToArray();
        return new RunRequirements(
            learners.Max(learner => UsefulThreadsOf(learner, run)),
            MemoryCheck.Require(run, sample, [.. learners.Select(learner => (learner.Label, Uses(learner).Aggregate(Int128.Zero, (sum, use) => sum + use.Bytes)))]),
            [.. learners.Select(learner => WorkOf(learner, Math.Max(1, examples)))]);
    }

    private static IEnumerable<IResourceUse> Uses(Learner learner) => new object[] { learner.Optimizer, learner.Model }.OfType<IResourceUse>();

    private static int UsefulThreadsOf(Learner learner, ResolvedRun run)
    {
        var parts = run.Learners.First(entry => entry.Label == learner.Label);
        return Math.Max(UsefulThreadsOf(learner.Model, parts.Model), UsefulThreadsOf(learner.Optimizer, parts.Optimizer.Part));
    }

    private static int UsefulThreadsOf(object part, PartPlan plan)
        => part is IResourceUse use ? Math.Max(1, use.UsefulThreads)
            : PartFactory.Parameters(plan.Part.Registration.Implementation).Any(parameter => parameter.ParameterType == typeof(ThreadBudget)) ? int.MaxValue : 1;

    // A step of a gradient method passes over parameters and examples, a step of a solve over a part of an N x N matrix.
    private static double WorkOf(Learner learner, double examples)
        => learner.Optimizer.Steps * examples * (learner.Model is ITrainable trainable ? trainable.Parameters.Length : examples);
}

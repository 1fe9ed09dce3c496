using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;

namespace BeyondNtk.Host.Running;

/// <summary>What a run needs of the machine, as its parts say or as can be told from them.</summary>
/// <param name="UsefulThreads">The most threads that it can keep busy well.</param>
/// <param name="Bytes">The most memory that it holds at one time.</param>
/// <param name="Work">For each learner a rough measure of its work, good enough to compare learners and runs of one experiment.</param>
internal sealed record RunDemand(int UsefulThreads, long Bytes, IReadOnlyList<double> Work)
{
    public double TotalWork => Work.Sum();

    /// <summary>Composes the run for a moment, which is also how everything that is wrong with it is found before anything runs.</summary>
    /// <exception cref="ConfigurationException">A part refuses what it was given, or the memory cannot hold what the parts need.</exception>
    public static RunDemand Of(RunPlan plan)
    {
        using var experiment = Composer.Compose(plan, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var examples = (long)(plan.Settings.Samples ?? 0);
        var sample = sizeof(double) * examples * (experiment.Teacher.Inputs.Dimension + experiment.Teacher.Outputs);
        var learners = experiment.Learners.ToArray();
        return new RunDemand(
            learners.Max(learner => UsefulThreadsOf(learner, plan)),
            RunMemory.Require(plan, sample, [.. learners.Select(learner => (learner.Label, Uses(learner).Aggregate(Int128.Zero, (sum, use) => sum + use.Bytes)))]),
            [.. learners.Select(learner => WorkOf(learner, Math.Max(1, examples)))]);
    }

    private static IEnumerable<IResourceUse> Uses(Learner learner) => new object[] { learner.Optimizer, learner.Model }.OfType<IResourceUse>();

    private static int UsefulThreadsOf(Learner learner, RunPlan plan)
    {
        var parts = plan.Learners.First(entry => entry.Label == learner.Label);
        return Math.Max(UsefulThreadsOf(learner.Model, parts.Model), UsefulThreadsOf(learner.Optimizer, parts.Optimizer));
    }

    private static int UsefulThreadsOf(object part, PartPlan plan)
        => part is IResourceUse use ? Math.Max(1, use.UsefulThreads)
            : Requirements.ConstructorOf(plan.Part.Registration).Any(parameter => parameter.ParameterType == typeof(ThreadBudget)) ? int.MaxValue : 1;

    // A step of a gradient method passes over parameters and examples, a step of a solve over a part of an N x N matrix.
    private static double WorkOf(Learner learner, double examples)
        => learner.Optimizer.Steps * examples * (learner.Model is ITrainable trainable ? trainable.Parameters.Length : examples);
}

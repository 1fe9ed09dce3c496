using BeyondNtk.Abstractions.Composing;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Composing;

/// <summary>Owns all parts of one experiment, and the services that they use, and disposes of them in the order in which nothing is missed.</summary>
internal sealed class PartOwner(ExperimentParts shared, List<LearnerParts> learners, PluginServices services, ILogger log) : IDisposable
{
    /// <summary>What all learners share.</summary>
    public ExperimentParts Shared => shared;

    /// <summary>Disposes of the parts of one learner, which may be done again.</summary>
    public void Dispose(LearnerParts learner) => TryDispose(learner);

    /// <summary>Leaves the parts of a learner to a call that does not return: they are in use, and are not disposed of.</summary>
    public void Abandon(LearnerParts learner) => learners.Remove(learner);

    public void Dispose()
    {
        foreach (var learner in learners)
        {
            TryDispose(learner);
        }

        TryDispose(shared);
        TryDispose(services);
    }

    // What a part throws here comes after its result, and must not cost it.
    private void TryDispose(IDisposable owner)
    {
        try
        {
            owner.Dispose();
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "parts could not be disposed of: {Message}", exception.Message);
        }
    }
}

using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Planning;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Composing;

/// <summary>Owns all parts of one experiment, and the services that they use, and disposes of them in the order in which nothing is missed.</summary>
/// <param name="run">The run.</param>
/// <param name="threads">The number of threads that its parts may keep busy.</param>
/// <param name="logging">Where the parts' loggers write.</param>
internal sealed class PartOwner(ResolvedRun run, int threads, ILoggerFactory logging) : IDisposable
{
    private readonly List<LearnerParts> _learners = [];
    private readonly ILogger _log = logging.CreateLogger<PartOwner>();
    private bool _isInUse;

    /// <summary>What all learners share.</summary>
    public ExperimentParts Shared { get; } = new(run.Settings.Seed, new ThreadBudget(threads));

    /// <summary>The services that parts are offered.</summary>
    public PluginServices Services { get; } = new(run.Plugins, logging);

    /// <summary>The parts of a learner, which are not created yet.</summary>
    public LearnerParts AddLearner(string label)
    {
        var learner = Shared.Learner(label);
        _learners.Add(learner);
        return learner;
    }

    /// <summary>Disposes of the parts of one learner, which may be done again.</summary>
    public void Dispose(LearnerParts learner) => TryDispose(learner);

    /// <summary>Leaves the parts of a learner, and all that it shares with others, to a call that does not return: they are in use, and are not disposed of.</summary>
    public void Abandon(LearnerParts learner) => _isInUse |= _learners.Remove(learner);

    public void Dispose()
    {
        foreach (var learner in _learners)
        {
            TryDispose(learner);
        }

        if (!_isInUse)
        {
            TryDispose(Shared);
            TryDispose(Services);
        }
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
            _log.LogWarning(exception, "parts could not be disposed of: {Message}", exception.Message);
        }
    }
}

using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;
using Microsoft.Extensions.Logging;

namespace BeyondNtk.Engine.Composing;

/// <summary>A run composed before it is made: that is how everything that is wrong with it is found, and what it needs is known.</summary>
internal sealed class ComposedRun : IDisposable
{
    private readonly RelayLoggerFactory _logging = new();
    private readonly int _threads;
    private Experiment? _experiment;

    private ComposedRun(ResolvedRun run, int threads)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        (Run, _threads) = (run, threads);
        _experiment = Composer.Compose(run, threads, _logging);
        try
        {
            Requirements = RunRequirements.Estimate(run, _experiment);
            Bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The run.</summary>
    public ResolvedRun Run { get; }

    /// <summary>What it needs.</summary>
    public RunRequirements Requirements { get; }

    /// <summary>The most memory that its parts hold now.</summary>
    public long Bytes { get; }

    /// <summary>Composes a run.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="threads">The number of threads that its parts may keep busy.</param>
    /// <exception cref="ConfigurationException">A part refuses what it was given, or the memory cannot hold what the parts need.</exception>
    public static ComposedRun Compose(RunPlan plan, int threads) => new(plan.Resolve(), threads);

    /// <summary>Whether the run may be made with this composition on so many threads: parts that ask for a number of threads keep it.</summary>
    public bool Fits(int threads) => threads == _threads || !Run.Parts.Any(AsksForThreads);

    /// <summary>Hands the experiment over, once, to whoever makes the run.</summary>
    /// <param name="logging">Where the loggers of its parts write from now on, and what they have said so far.</param>
    public Experiment Take(ILoggerFactory logging)
    {
        _logging.RelayTo(logging);
        var experiment = _experiment ?? throw new InvalidOperationException("it was taken already");
        _experiment = null;
        return experiment;
    }

    public void Dispose()
    {
        _experiment?.Dispose();
        _experiment = null;
        _logging.Dispose();
    }

    private static bool AsksForThreads(PartPlan part)
        => PartFactory.Parameters(part.Part.Registration.Implementation).Any(parameter => parameter.ParameterType == typeof(ThreadBudget));
}

using System.Collections.Concurrent;

namespace BeyondNtk.Numerics.Threading;

/// <summary>
/// Threads that wait for work and share it item by item. Unlike <see cref="Parallel"/> it allocates nothing per call, so that a training
/// step can use it tens of thousands of times.
/// </summary>
/// <remarks>
/// Callers on different threads work side by side, each with a crew of helpers of its own. Which thread takes which item is left to chance; a
/// caller whose items write to places of their own, and who reduces them in the order of the items, gets the same bits from any number of
/// threads.
/// </remarks>
public sealed class WorkerTeam
{
    private static readonly ConcurrentDictionary<int, WorkerTeam> Teams = new();

    // The teams whose bodies this thread runs at the moment, a helper's own among them.
    [ThreadStatic]
    private static List<WorkerTeam>? _within;

    // The crews that no caller has at the moment. There are never more crews than there were callers at one time.
    private readonly Stack<WorkerCrew> _idle = new();
    private readonly Lock _idleLock = new();

    private WorkerTeam(int threads) => Threads = threads;

    /// <summary>The number of threads that work for one caller, the caller's own included.</summary>
    public int Threads { get; }

    /// <summary>The team of a given number of threads. There is one in the process.</summary>
    /// <param name="threads">At least 1.</param>
    public static WorkerTeam Get(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return Teams.GetOrAdd(threads, static count => new WorkerTeam(count));
    }

    /// <summary>Calls <paramref name="body"/> once for each item and returns when all are done. A body must not call it on the same team.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="body">Receives the item and the number of the worker (0 to <see cref="Threads"/> - 1), which may index scratch space.</param>
    /// <exception cref="Exception">Whatever a body threw first; items not yet begun are then left out.</exception>
    /// <exception cref="InvalidOperationException">It was called from within a body.</exception>
    public void Run(int items, Action<int, int> body)
    {
        Enter();
        try
        {
            if (Math.Min(Threads, items) > 1)
            {
                RunOnCrew(items, body);
            }
            else
            {
                RunAlone(items, body);
            }
        }
        finally
        {
            _within!.RemoveAt(_within.Count - 1);
        }
    }

    /// <summary>Notes that this thread now runs the team's bodies; a helper does so once and for all.</summary>
    internal void Enter()
    {
        _within ??= [];
        if (_within.Contains(this))
        {
            throw new InvalidOperationException("a body must not run work on the team that runs it");
        }

        _within.Add(this);
    }

    private static void RunAlone(int items, Action<int, int> body)
    {
        for (var item = 0; item < items; item++)
        {
            body(item, 0);
        }
    }

    private void RunOnCrew(int items, Action<int, int> body)
    {
        var crew = TakeCrew();
        try
        {
            crew.Run(items, body);
        }
        finally
        {
            lock (_idleLock)
            {
                _idle.Push(crew);
            }
        }
    }

    private WorkerCrew TakeCrew()
    {
        lock (_idleLock)
        {
            if (_idle.TryPop(out var crew))
            {
                return crew;
            }
        }

        return new WorkerCrew(this);
    }
}

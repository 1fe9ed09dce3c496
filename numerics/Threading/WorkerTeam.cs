using System.Collections.Concurrent;

namespace BeyondNtk.Numerics.Threading;

/// <summary>
/// Threads that wait for work and share it item by item. Unlike <see cref="Parallel"/> it allocates nothing per call, so that a training
/// step can use it tens of thousands of times.
/// </summary>
/// <remarks>
/// Callers on different threads work at the same time, each with its own crew of helpers. Which thread takes which item is not determined; a caller
/// whose items write to separate places, and that reduces them in the order of the items, gets the same bits from any number of threads.
/// </remarks>
public sealed class WorkerTeam
{
    private static readonly ConcurrentDictionary<int, WorkerTeam> Teams = new();

    // The teams whose bodies this thread now runs, including a helper's own.
    [ThreadStatic]
    private static List<WorkerTeam>? _within;

    // The crews that no caller uses now. There are never more crews than callers at one time.
    private readonly Stack<WorkerCrew> _idle = new();
    private readonly Lock _idleLock = new();

    private WorkerTeam(int threads) => Threads = threads;

    /// <summary>The number of threads that work for one caller, including the caller's own.</summary>
    public int Threads { get; }

    /// <summary>The team of a given number of threads, one for each number in the process.</summary>
    /// <param name="threads">At least 1.</param>
    public static WorkerTeam Get(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return Teams.GetOrAdd(threads, static count => new WorkerTeam(count));
    }

    /// <summary>Calls <paramref name="body"/> once for each item and returns when all are done. A body must not call it on the same team.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="body">Receives the item and the number of the worker (0 to <see cref="Threads"/> - 1), which may index scratch space.</param>
    /// <exception cref="Exception">The first exception of a body; items that have not begun are then skipped.</exception>
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

    /// <summary>Records that this thread now runs the team's bodies; a helper calls this once.</summary>
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

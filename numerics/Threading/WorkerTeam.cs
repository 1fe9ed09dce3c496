using System.Collections.Concurrent;

namespace BeyondNtk.Numerics;

/// <summary>
/// Threads that wait for work and share it item by item. Unlike <see cref="Parallel"/> it allocates nothing per call, so that a training
/// step can use it tens of thousands of times.
/// </summary>
/// <remarks>
/// Which thread takes which item is left to chance; a caller whose items write to places of their own, and who reduces them in the order of
/// the items, gets the same bits from any number of threads.
/// </remarks>
public sealed class WorkerTeam
{
    // Waiting spins for a while first: from one step to the next takes less time than the system needs to wake a thread.
    private const int Spins = 500;

    // Lazy: of two first callers one would otherwise leave threads behind that wait for ever.
    private static readonly ConcurrentDictionary<int, Lazy<WorkerTeam>> Teams = new();

    // The team whose helper this thread is; it is no other's.
    [ThreadStatic]
    private static WorkerTeam? _helped;

    private readonly ManualResetEventSlim[] _starts;
    private readonly ManualResetEventSlim _finished = new(false, Spins);
    private readonly Lock _turn = new();
    private Action<int, int> _body = static (_, _) => { };
    private Exception? _failure;
    private int _items;
    private int _next;
    private int _running;

    private WorkerTeam(int threads)
    {
        Threads = threads;
        _starts = [.. Enumerable.Range(0, threads).Select(_ => new ManualResetEventSlim(false, Spins))];
        for (var worker = 1; worker < threads; worker++)
        {
            var id = worker;
            new Thread(() => WaitForWork(id)) { IsBackground = true, Name = $"worker {id}" }.Start();
        }
    }

    /// <summary>The number of threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>The team of a given number of threads. There is one in the process, used by one caller at a time.</summary>
    /// <param name="threads">At least 1.</param>
    public static WorkerTeam Of(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return Teams.GetOrAdd(threads, static count => new Lazy<WorkerTeam>(() => new WorkerTeam(count))).Value;
    }

    /// <summary>Calls <paramref name="body"/> once for each item and returns when all are done. A body must not call it on the same team.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="body">Receives the item and the number of the worker (0 to <see cref="Threads"/> - 1), which may index scratch space.</param>
    /// <exception cref="Exception">Whatever a body threw first; items not yet begun are then left out.</exception>
    /// <exception cref="InvalidOperationException">It was called from within a body.</exception>
    public void Run(int items, Action<int, int> body)
    {
        if (_turn.IsHeldByCurrentThread || _helped == this)
        {
            throw new InvalidOperationException("a body must not run work on the team that runs it");
        }

        lock (_turn)
        {
            var helpers = Math.Min(Threads, items) - 1;
            _body = body;
            _items = items;
            _next = 0;
            _failure = null;
            _running = helpers;
            _finished.Reset();
            for (var worker = 1; worker <= helpers; worker++)
            {
                _starts[worker].Set();
            }

            TakeItems(0);
            if (helpers > 0)
            {
                _finished.Wait();
            }

            // A team lives as long as the process; what the body holds must not.
            _body = static (_, _) => { };
            if (_failure is { } failure)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }
    }

    private void WaitForWork(int worker)
    {
        _helped = this;
        while (true)
        {
            _starts[worker].Wait();
            _starts[worker].Reset();
            TakeItems(worker);
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _finished.Set();
            }
        }
    }

    private void TakeItems(int worker)
    {
        try
        {
            for (var item = Interlocked.Increment(ref _next) - 1; item < _items; item = Interlocked.Increment(ref _next) - 1)
            {
                _body(item, worker);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            Volatile.Write(ref _next, _items);
        }
    }
}

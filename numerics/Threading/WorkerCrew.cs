using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace BeyondNtk.Numerics.Threading;

/// <summary>A caller and the helper threads that work only for it until all items of its body are done.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process: its helpers wait on its events.")]
internal sealed class WorkerCrew
{
    // Waiting spins for a while first: the time from one step to the next is shorter than the system needs to wake a thread.
    private const int Spins = 500;

    private readonly ManualResetEventSlim[] _starts;
    private readonly ManualResetEventSlim _finished = new(false, Spins);
    private Action<int, int> _body = static (_, _) => { };
    private Exception? _failure;
    private int _items;
    private int _next;
    private int _running;

    /// <summary>Starts the helpers of a team's crew: one thread fewer than the team counts.</summary>
    public WorkerCrew(WorkerTeam team)
    {
        _starts = [.. Enumerable.Range(0, team.Threads).Select(_ => new ManualResetEventSlim(false, Spins))];
        for (var worker = 1; worker < team.Threads; worker++)
        {
            var id = worker;
            new Thread(() => WaitForWork(team, id)) { IsBackground = true, Name = $"worker {id}" }.Start();
        }
    }

    /// <summary>Calls <paramref name="body"/> once for each item, on this thread and at most one helper for each further item.</summary>
    /// <param name="items">At least 2: one item needs no crew.</param>
    /// <param name="body">Receives the item and the number of the worker.</param>
    public void Run(int items, Action<int, int> body)
    {
        var helpers = Math.Min(_starts.Length, items) - 1;
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
        _finished.Wait();

        // A crew lives as long as the process; what the body references must not.
        _body = static (_, _) => { };
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private void WaitForWork(WorkerTeam team, int worker)
    {
        team.Enter();
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

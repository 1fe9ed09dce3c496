using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Counts what the threads of a team allocate.</summary>
internal sealed class WorkerAllocations
{
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _read;
    private readonly long[] _before;
    private readonly long[] _after;
    private long[] _target;
    private int _begun;

    public WorkerAllocations(int threads)
    {
        _team = WorkerTeam.Get(threads);
        _read = Read;
        (_before, _after) = (new long[threads], new long[threads]);
        _target = _before;
    }

    /// <summary>The bytes that each worker allocates while a step is taken many times.</summary>
    public long[] Count(int steps, Action step)
    {
        ReadInto(_before);
        for (var n = 0; n < steps; n++)
        {
            step();
        }

        ReadInto(_after);
        return [.. _after.Zip(_before, (after, before) => after - before)];
    }

    /// <summary>Does something once on each worker's thread.</summary>
    public void OnEach(Action action)
    {
        _begun = 0;
        _team.Run(_team.Threads, (_, _) =>
        {
            action();
            Meet();
        });
    }

    private void ReadInto(long[] target)
    {
        (_target, _begun) = (target, 0);
        _team.Run(_team.Threads, _read);
    }

    private void Read(int item, int worker)
    {
        _target[worker] = GC.GetAllocatedBytesForCurrentThread();
        Meet();
    }

    // Who waits here takes no second item, so every worker has one.
    private void Meet()
    {
        Interlocked.Increment(ref _begun);
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _begun) < _team.Threads)
        {
            spinner.SpinOnce();
        }
    }
}

namespace BeyondNtk.Host.Running;

/// <summary>Processors and memory, shared out to runs so that neither is promised twice.</summary>
/// <param name="threads">The number of threads to share out.</param>
/// <param name="bytes">The memory to share out.</param>
internal sealed class Machine(int threads, long bytes)
{
    private readonly int _allThreads = threads;
    private int _freeThreads = threads;
    private long _freeBytes = bytes;
    private int _running;

    /// <summary>Takes a share for a run; none when too little is free now. A run that is alone gets what there is.</summary>
    /// <param name="demand">What the run needs.</param>
    /// <param name="runsLeft">How many runs are not yet done, this one included: the fewer, the more threads each gets.</param>
    public Share? TryTake(RunDemand demand, int runsLeft)
    {
        var wanted = Math.Clamp(_allThreads / Math.Max(1, runsLeft), 1, demand.UsefulThreads);
        if (_running > 0 && (wanted > _freeThreads || demand.Bytes > _freeBytes))
        {
            return null;
        }

        var share = new Share(wanted, demand.Bytes);
        _freeThreads -= share.Threads;
        _freeBytes -= share.Bytes;
        _running++;
        return share;
    }

    public void GiveBack(Share share)
    {
        _freeThreads += share.Threads;
        _freeBytes += share.Bytes;
        _running--;
    }
}

/// <summary>What a run was given.</summary>
internal readonly record struct Share(int Threads, long Bytes);

using BeyondNtk.Engine.Composing;

namespace BeyondNtk.Engine.Running;

/// <summary>Threads and memory, leased to runs so that neither is promised twice.</summary>
/// <param name="threads">The number of threads to lease.</param>
/// <param name="bytes">The memory to lease.</param>
internal sealed class ResourcePool(int threads, long bytes)
{
    private readonly int _allThreads = threads;
    private int _freeThreads = threads;
    private long _freeBytes = bytes;
    private int _leases;

    /// <summary>Leases what a run needs; null if too little is free now. A run that is alone gets what there is.</summary>
    /// <param name="needed">What the run needs.</param>
    /// <param name="runsLeft">How many runs are not yet done, this one included: the fewer, the more threads each gets.</param>
    public Lease? TryLease(RunRequirements needed, int runsLeft)
    {
        var wanted = Math.Clamp(_allThreads / Math.Max(1, runsLeft), 1, needed.UsefulThreads);
        if (_leases > 0 && (wanted > _freeThreads || needed.Bytes > _freeBytes))
        {
            return null;
        }

        _freeThreads -= wanted;
        _freeBytes -= needed.Bytes;
        _leases++;
        return new Lease(this, wanted, needed.Bytes);
    }

    private void Return(Lease lease)
    {
        _freeThreads += lease.Threads;
        _freeBytes += lease.Bytes;
        _leases--;
    }

    /// <summary>What a run was given; it goes back when it is disposed of.</summary>
    internal sealed class Lease(ResourcePool pool, int threads, long bytes) : IDisposable
    {
        private bool _isReturned;

        /// <summary>The number of threads that the run may keep busy.</summary>
        public int Threads => threads;

        /// <summary>The memory that it may hold.</summary>
        public long Bytes => bytes;

        public void Dispose()
        {
            if (!_isReturned)
            {
                _isReturned = true;
                pool.Return(this);
            }
        }
    }
}

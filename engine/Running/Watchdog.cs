namespace BeyondNtk.Engine.Running;

/// <summary>Watches calls into plugins from another thread, and gives up on one that does not return.</summary>
/// <param name="limit">How long a call may take; null if it may take as long as it likes.</param>
/// <param name="time">Tells how long it has taken.</param>
internal sealed class Watchdog(TimeSpan? limit, TimeProvider time)
{
    private const long Idle = 0;
    private const long GivenUp = -1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = 5 * Interval;

    private long _call;
    private long _calls;

    /// <summary>What is called now.</summary>
    public string Callee { get; private set; } = "";

    /// <summary>A call begins.</summary>
    public void Enter(string callee)
    {
        Callee = callee;
        Volatile.Write(ref _call, ++_calls);
    }

    /// <summary>The call has returned, or thrown.</summary>
    /// <returns>False if it was given up: nothing of the run may then be touched.</returns>
    public bool Leave()
    {
        // Only giving up changes it meanwhile, and for good.
        var seen = Volatile.Read(ref _call);
        return seen != GivenUp && Interlocked.CompareExchange(ref _call, Idle, seen) == seen;
    }

    /// <summary>Waits for the thread that makes the calls.</summary>
    /// <returns>False if a call was given up; the thread is left to itself.</returns>
    public bool WaitFor(Thread thread)
    {
        var (call, waited, looked) = (Idle, TimeSpan.Zero, time.GetTimestamp());
        while (!thread.Join(Interval))
        {
            // Added up look by look: while the whole process is stopped (Ctrl-Z, a frozen container) the call gets no time that it could use.
            var now = time.GetTimestamp();
            var passed = time.GetElapsedTime(looked, now);
            looked = now;
            var current = Volatile.Read(ref _call);
            waited = current == call ? waited + (passed < Longest ? passed : Longest) : TimeSpan.Zero;
            call = current;
            if (call > 0 && waited > limit && Interlocked.CompareExchange(ref _call, GivenUp, call) == call)
            {
                return false;
            }
        }

        return true;
    }
}

using System.Diagnostics;

namespace BeyondNtk.Host.Running;

/// <summary>Watches calls into plugins from another thread, and gives up on one that does not return.</summary>
/// <param name="limit">How long a call may take; none means as long as it takes.</param>
internal sealed class CallWatch(TimeSpan? limit)
{
    private const long Idle = 0;
    private const long GivenUp = -1;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = 5 * Interval;

    private long _since;

    /// <summary>What is called now.</summary>
    public string Callee { get; private set; } = "";

    /// <summary>A call begins.</summary>
    public void Enter(string callee)
    {
        Callee = callee;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
    }

    /// <summary>The call has returned, or thrown.</summary>
    /// <returns>False when it was given up: nothing of the run may then be touched.</returns>
    public bool Leave()
    {
        // Only giving up changes it meanwhile, and for good.
        var seen = Volatile.Read(ref _since);
        return seen != GivenUp && Interlocked.CompareExchange(ref _since, Idle, seen) == seen;
    }

    /// <summary>Waits for the thread that makes the calls.</summary>
    /// <returns>False when a call was given up; the thread is left to itself.</returns>
    public bool WaitFor(Thread thread)
    {
        var (call, waited, looked) = (Idle, TimeSpan.Zero, Stopwatch.GetTimestamp());
        while (!thread.Join(Interval))
        {
            // Added up look by look: while the whole process is stopped (Ctrl-Z, a frozen container) the call gets no time that it could use.
            var passed = Stopwatch.GetElapsedTime(looked);
            looked = Stopwatch.GetTimestamp();
            var since = Volatile.Read(ref _since);
            waited = since == call ? waited + (passed < Longest ? passed : Longest) : TimeSpan.Zero;
            call = since;
            if (call > 0 && waited > limit && Interlocked.CompareExchange(ref _since, GivenUp, call) == call)
            {
                return false;
            }
        }

        return true;
    }
}

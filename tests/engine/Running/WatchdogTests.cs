using BeyondNtk.Engine.Running;
using Microsoft.Extensions.Time.Testing;

namespace BeyondNtk.Engine.Tests;

/// <summary>When a call is given up, by a clock that goes on only when it is looked at.</summary>
public sealed class WatchdogTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // It is looked at before and when the call is seen first; then 0.4, 0.8 and 1.2 s have passed.
    [Fact]
    public void ACallThatTakesLongerIsGivenUp()
    {
        var clock = new LookedAtClock(_ => TimeSpan.FromSeconds(0.4));

        Assert.False(WaitForACall(clock, Limit, looks: 100));

        Assert.Equal(5, clock.Looks);
    }

    [Fact]
    public void ACallWithoutALimitIsWaitedFor()
        => Assert.True(WaitForACall(new LookedAtClock(_ => TimeSpan.FromDays(1)), limit: null, looks: 5));

    // The process was stopped, or the machine asleep: in that hour the call got no time.
    [Fact]
    public void AnHourInWhichNobodyLookedIsNoHourOfTheCall()
        => Assert.True(WaitForACall(new LookedAtClock(look => look == 3 ? TimeSpan.FromHours(1) : TimeSpan.Zero), Limit, looks: 5));

    // The call returns when the clock has been looked at so often.
    private static bool WaitForACall(LookedAtClock clock, TimeSpan? limit, int looks)
    {
        var watchdog = new Watchdog(limit, clock);
        using var returns = new ManualResetEventSlim();
        clock.OnLook = look =>
        {
            if (look == looks)
            {
                returns.Set();
            }
        };
        var (inTime, begun) = (false, new TaskCompletionSource());
        var thread = new Thread(() =>
        {
            watchdog.Enter("a call");
            begun.SetResult();
            returns.Wait();
            inTime = watchdog.Leave();
        });
        thread.Start();
        begun.Task.Wait();

        var waited = watchdog.WaitFor(thread);

        returns.Set();
        thread.Join();
        Assert.Equal(waited, inTime);
        return waited;
    }

    private sealed class LookedAtClock(Func<int, TimeSpan> passes) : FakeTimeProvider
    {
        public int Looks { get; private set; }

        public Action<int>? OnLook { get; set; }

        public override long GetTimestamp()
        {
            Advance(passes(++Looks));
            OnLook?.Invoke(Looks);
            return base.GetTimestamp();
        }
    }
}

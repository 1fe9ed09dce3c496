using System.Runtime.ExceptionServices;

namespace BeyondNtk.Numerics.Tests;

/// <summary>Turns a test that would wait for ever into one that fails.</summary>
internal static class Patience
{
    // Far more than any of them takes: it ends a deadlock and measures nothing.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    public static void Allow(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();

        Assert.True(thread.Join(Long), $"nothing came of it within {Long}");
        failure?.Throw();
    }
}

using System.Diagnostics;

namespace BeyondNtk.Benchmarks;

/// <summary>The seconds of one thing, measured several times.</summary>
/// <param name="repeats">One value for each repeat.</param>
internal sealed class Timing(IEnumerable<double> repeats)
{
    private readonly double[] _sorted = [.. repeats.Order()];

    /// <summary>The shortest repeat.</summary>
    public double Shortest => _sorted[0];

    /// <summary>The longest repeat.</summary>
    public double Longest => _sorted[^1];

    /// <summary>The median of the repeats.</summary>
    public double Median => (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;

    /// <summary>Times a step: a warm-up, then repeats of as many steps as fill the time of one.</summary>
    /// <param name="step">The step.</param>
    /// <param name="effort">How long and how often.</param>
    /// <param name="between">Called before every repeat, untimed.</param>
    public static Timing OfStep(Action step, Effort effort, Action? between = null)
    {
        var warmUp = Stopwatch.StartNew();
        var calls = 0;
        do
        {
            step();
            calls++;
        }
        while (warmUp.Elapsed.TotalSeconds < effort.WarmUp);

        var each = warmUp.Elapsed.TotalSeconds / calls;
        var steps = Math.Max(1, (int)Math.Round(effort.Repeat / each));
        return new Timing([.. Enumerable.Range(0, effort.Repeats).Select(_ =>
        {
            between?.Invoke();
            return Seconds(step, steps) / steps;
        })]);
    }

    /// <summary>The seconds that some calls take.</summary>
    public static double Seconds(Action call, int times = 1)
    {
        var time = Stopwatch.StartNew();
        for (var k = 0; k < times; k++)
        {
            call();
        }

        return time.Elapsed.TotalSeconds;
    }
}

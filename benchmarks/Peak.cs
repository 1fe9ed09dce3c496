using System.Diagnostics;
using System.Numerics;
using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Benchmarks;

/// <summary>The rate of fused multiply-adds that the machine reaches if it does nothing else: "of peak" is a share of it.</summary>
/// <param name="effort">How long to measure.</param>
internal sealed class Peak(Effort effort)
{
    public const string Name = "peak";
    private readonly Dictionary<(Precision Precision, int Threads), double> _gigaFlops = [];

    /// <summary>Billions of operations a second, a multiply-add counting as two.</summary>
    public double GigaFlops(Precision precision, int threads) => _gigaFlops[(precision, threads)];

    /// <summary>
    /// The current rate, from a tenth of a repeat: what other tenants of the machine's cores take changes within seconds, so a share of the peak
    /// compares figures that were measured at the same time.
    /// </summary>
    public double Now(Precision precision, int threads)
        => precision == Precision.Single ? Rate<float>(threads, effort.Repeat / 10) : Rate<double>(threads, effort.Repeat / 10);

    /// <summary>Measures every precision and number of threads.</summary>
    public void Measure(ResultTable table)
    {
        foreach (var precision in Enum.GetValues<Precision>())
        {
            foreach (var threads in Session.Threads)
            {
                var rates = precision == Precision.Single ? Rates<float>(threads) : Rates<double>(threads);
                var median = rates[rates.Length / 2];
                _gigaFlops[(precision, threads)] = median;
                table.Add(new Line(Name, $"{precision.ToString().ToLowerInvariant()}, {Session.Count(threads)}", "")
                {
                    GigaFlops = median,
                    OfPeak = 1,
                    Remarks =
                    [
                        $"{rates[0]:F1} to {rates[^1]:F1}",
                        threads > 1 ? $"{median / _gigaFlops[(precision, 1)]:0.00} times one thread" : null,
                    ],
                });
            }
        }
    }

    private double Rate<T>(int threads, double seconds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = _gigaFlops[(typeof(T) == typeof(float) ? Precision.Single : Precision.Double, 1)] * 1e9;
        var rounds = Math.Max(1, (long)(seconds * one / MultiplyAdds<T>.OperationsInRound));
        return (double)threads * rounds * MultiplyAdds<T>.OperationsInRound / Seconds<T>(threads, rounds) / 1e9;
    }

    // In increasing order. An odd number of repeats, so that the median is one of them.
    private double[] Rates<T>(int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const long Trial = 1_000_000;
        Seconds<T>(threads, Trial);
        var rounds = Math.Max(1, (long)(Trial * effort.Repeat / Seconds<T>(threads, Trial)));
        var operations = (double)threads * rounds * MultiplyAdds<T>.OperationsInRound;
        return [.. Enumerable.Range(0, effort.Repeats | 1).Select(_ => operations / Seconds<T>(threads, rounds) / 1e9).Order()];
    }

    // All threads start together, and the end of the last one counts.
    private static double Seconds<T>(int threads, long rounds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var barrier = new Barrier(threads);
        var others = Enumerable.Range(1, threads - 1).Select(_ => new Thread(() => Work())).ToArray();
        foreach (var thread in others)
        {
            thread.Start();
        }

        var seconds = Work();
        foreach (var thread in others)
        {
            thread.Join();
        }

        return seconds;

        double Work()
        {
            barrier.SignalAndWait();
            var start = Stopwatch.GetTimestamp();
            MultiplyAdds<T>.Run(rounds);
            barrier.SignalAndWait();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}

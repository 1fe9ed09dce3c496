using MathNet.Numerics.Distributions;

namespace BeyondNtk.Engine.Analysis;

/// <summary>A share of runs, with Wilson's 95 % confidence interval, which is right for few runs and for shares of 0 and 1.</summary>
internal sealed record Proportion(int Hits, int Count)
{
    private static readonly double Quantile = Normal.InvCDF(0, 1, 0.975);

    public double Share => (double)Hits / Count;

    public (double Low, double High) Interval
    {
        get
        {
            var (n, z2) = ((double)Count, Quantile * Quantile);
            var centre = (Share + (z2 / (2 * n))) / (1 + (z2 / n));
            var margin = Quantile / (1 + (z2 / n)) * Math.Sqrt((Share * (1 - Share) / n) + (z2 / (4 * n * n)));
            return (Math.Max(0, centre - margin), Math.Min(1, centre + margin));
        }
    }
}

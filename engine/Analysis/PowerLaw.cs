using MathNet.Numerics.Distributions;

namespace BeyondNtk.Engine.Analysis;

/// <summary>A power law y = c x^s fitted by least squares in the logarithms.</summary>
/// <param name="Slope">The exponent s.</param>
/// <param name="Low">The lower end of its 95 % confidence interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Count">The number of points.</param>
internal sealed record PowerLaw(double Slope, double Low, double High, int Count)
{
    private const double Confidence = 0.95;

    /// <summary>The fit; null when there are fewer than three different x, or no positive values.</summary>
    public static PowerLaw? Fit(IEnumerable<(double X, double Y)> points)
    {
        var logs = points.Where(point => point is { X: > 0, Y: > 0 } && double.IsFinite(point.X) && double.IsFinite(point.Y))
            .Select(point => (X: Math.Log(point.X), Y: Math.Log(point.Y))).ToArray();
        if (logs.Select(point => point.X).Distinct().Count() < 3)
        {
            return null;
        }

        var (meanX, meanY) = (logs.Average(point => point.X), logs.Average(point => point.Y));
        var spread = logs.Sum(point => (point.X - meanX) * (point.X - meanX));
        var slope = logs.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var residual = logs.Sum(point => Math.Pow(point.Y - meanY - (slope * (point.X - meanX)), 2));
        var freedom = logs.Length - 2;
        var margin = StudentT.InvCDF(0, 1, freedom, (1 + Confidence) / 2) * Math.Sqrt(residual / freedom / spread);
        return new PowerLaw(slope, slope - margin, slope + margin, logs.Length);
    }
}

using System.Globalization;
using BeyondNtk.Engine.Storage;

namespace BeyondNtk.Engine.Text;

/// <summary>Numbers as tables and sentences show them.</summary>
internal static class NumberText
{
    /// <summary>Four digits, or as many with an exponent where the number is small or large.</summary>
    public static string Of(double value) => value is 0 ? "0" : Math.Abs(value) is >= 0.01 and < 1e5 ? Invariant($"{value:0.####}") : Invariant($"{value:0.000e+0}");

    /// <summary>A final value, with its standard error where it was sampled.</summary>
    public static string Of(MetricRecord? metric)
        => metric is null ? "-" : metric.StandardError is { } error ? Invariant($"{Of(metric.Value)} ± {error:0.0e+0}") : Of(metric.Value);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

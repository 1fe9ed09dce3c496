using System.Globalization;

namespace BeyondNtk.Engine.Text;

/// <summary>Numbers as tables and sentences show them.</summary>
internal static class NumberText
{
    /// <summary>Four digits, or as many with an exponent where the number is small or large.</summary>
    public static string Of(double value) => value is 0 ? "0" : Math.Abs(value) is >= 0.01 and < 1e5 ? Invariant($"{value:0.####}") : Invariant($"{value:0.000e+0}");

    /// <summary>A value and its standard error; null if it is exact.</summary>
    public static string Of(double value, double? standardError)
        => standardError is { } error ? Invariant($"{Of(value)} ± {error:0.0e+0}") : Of(value);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

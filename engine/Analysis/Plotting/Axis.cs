using System.Globalization;

namespace BeyondNtk.Engine.Analysis.Plotting;

/// <summary>An axis of a plot, logarithmic or linear: from values to places, and its ticks.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    /// <param name="values">The values to show; a logarithmic axis needs them positive.</param>
    /// <param name="logarithmic">Whether decades are evenly spaced.</param>
    /// <param name="from">Where the smallest value lies.</param>
    /// <param name="to">Where the largest lies.</param>
    public Axis(IReadOnlyCollection<double> values, bool logarithmic, double from, double to)
    {
        Logarithmic = logarithmic;
        (_from, _to) = (from, to);
        (_low, _high) = (Scale(values.Min()), Scale(values.Max()));
        if (_high - _low < (logarithmic ? 0.3 : 1e-12))
        {
            (_low, _high) = (_low - 0.5, _high + 0.5);
        }

        var margin = 0.04 * (_high - _low);
        (_low, _high) = (_low - margin, _high + margin);
    }

    public bool Logarithmic { get; }

    public double Place(double value) => _from + ((_to - _from) * (Scale(value) - _low) / (_high - _low));

    /// <summary>Labelled ticks: decades, with their twofold and fivefold where fewer than two decades are in range; or round numbers.</summary>
    public IEnumerable<(double Value, string Label)> Ticks()
    {
        if (!Logarithmic)
        {
            return RoundNumbers().Select(value => (value, Number(value)));
        }

        var decades = Decades().Where(exponent => InRange(exponent)).ToArray();
        return decades.Length >= 2
            ? decades.Select(exponent => (Math.Pow(10, exponent), DecadeLabel(exponent)))
            : Decades().SelectMany(exponent => new[] { 1, 2, 5 }.Select(digit => digit * Math.Pow(10, exponent)))
                .Where(value => InRange(Math.Log10(value))).Select(value => (value, Number(value)));
    }

    /// <summary>Unlabelled ticks: 2 to 9 times each decade.</summary>
    public IEnumerable<double> MinorTicks()
        => Logarithmic
            ? Decades().SelectMany(exponent => Enumerable.Range(2, 8).Select(digit => digit * Math.Pow(10, exponent))).Where(value => InRange(Math.Log10(value)))
            : [];

    /// <summary>A number as ticks show it.</summary>
    public static string Number(double value)
        => Math.Abs(value) is 0 or (>= 1e-3 and < 1e6) ? value.ToString("#,0.#######", CultureInfo.InvariantCulture) : value.ToString("0.###e+0", CultureInfo.InvariantCulture);

    private double Scale(double value) => Logarithmic ? Math.Log10(value) : value;

    private bool InRange(double scaled) => scaled >= _low && scaled <= _high;

    private IEnumerable<int> Decades() => Enumerable.Range((int)Math.Floor(_low), (int)Math.Ceiling(_high) - (int)Math.Floor(_low) + 1);

    private IEnumerable<double> RoundNumbers()
    {
        var rough = (_high - _low) / 5;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * new[] { 1, 2, 5, 10 }.First(factor => factor * power >= rough);
        for (var k = Math.Ceiling(_low / step); k * step <= _high; k++)
        {
            // Adding zero turns -0, which would be labelled so, into 0.
            yield return (k * step) + 0.0;
        }
    }

    private static string DecadeLabel(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        2 => "100",
        _ => $"10{string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(Superscript))}",
    };

    private static char Superscript(char character) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".IndexOf(character)];
}

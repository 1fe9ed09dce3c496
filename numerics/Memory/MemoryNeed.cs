using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Numerics.Memory;

/// <summary>Refuses what does not fit in memory before anything is allocated, and says what would fit.</summary>
public static class MemoryNeed
{
    /// <summary>The bytes that this process may use: those of the machine, or fewer if a container or a setting of the runtime limits it.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Checks arrays that a part is about to allocate.</summary>
    /// <param name="what">What needs them: "Width is 1000: a network of that many neurons".</param>
    /// <param name="count">The number that their sizes depend on.</param>
    /// <param name="unit">What it counts: "neurons".</param>
    /// <param name="arrays">The arrays for a given number; a larger number never has smaller arrays.</param>
    /// <param name="alternative">What else would fit, such as ", or any number with another solver".</param>
    /// <exception cref="CompositionException">One is longer than an array can be, or together they need more memory than is available.</exception>
    public static void Require(string what, long count, string unit, Func<long, IEnumerable<ArraySize>> arrays, string alternative = "")
    {
        if (Refusal(what, count, unit, arrays, alternative) is { } refusal)
        {
            throw new CompositionException(refusal);
        }
    }

    /// <summary>The refusal in words; null if everything fits.</summary>
    /// <param name="what">What needs them.</param>
    /// <param name="count">The number that their sizes depend on.</param>
    /// <param name="unit">What it counts.</param>
    /// <param name="arrays">The arrays for a given number; a larger number never has smaller arrays.</param>
    /// <param name="alternative">What else would fit.</param>
    public static string? Refusal(string what, long count, string unit, Func<long, IEnumerable<ArraySize>> arrays, string alternative = "")
    {
        var available = Available;
        if (Fits(arrays(count), available))
        {
            return null;
        }

        var needed = Total(arrays(count));
        var limit = needed > available ? Text($"this process may use {available:N0}") : Text($"one array holds {Array.MaxLength:N0} numbers at the most");
        var most = MostThatFit(count, number => Fits(arrays(number), available));
        var advice = most > 0 ? Text($"at most about {most} {unit} fit") : $"no number of {unit} fits";
        return Text($"{what} needs {needed:N0} bytes, and {limit}; {advice}{alternative}");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static bool Fits(IEnumerable<ArraySize> arrays, long available) => arrays.All(array => array.Length <= Array.MaxLength) && Total(arrays) <= available;

    private static Int128 Total(IEnumerable<ArraySize> arrays) => arrays.Aggregate(Int128.Zero, (sum, array) => sum + array.Bytes);

    // By bisection: what fits for one number fits for every smaller one.
    private static long MostThatFit(long refused, Func<long, bool> fits)
    {
        var most = 0L;
        while (refused - most > 1)
        {
            var middle = most + ((refused - most) / 2);
            (most, refused) = fits(middle) ? (middle, refused) : (most, middle);
        }

        return most;
    }
}

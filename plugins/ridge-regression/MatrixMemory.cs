using BeyondNtk.Abstractions;

namespace BeyondNtk.RidgeRegression;

/// <summary>Refuses matrices that do not fit in memory before anything is allocated.</summary>
internal static class MatrixMemory
{
    /// <summary>Checks arrays of rows x columns numbers each.</summary>
    /// <param name="what">What needs them, for the message: "the kernel matrix needs".</param>
    /// <param name="advice">What would fit.</param>
    /// <param name="matrices">Their sizes.</param>
    /// <exception cref="CompositionException">One is longer than an array can be, or all together need more than there is.</exception>
    public static void Require(string what, string advice, params ReadOnlySpan<(long Rows, long Columns)> matrices)
    {
        var available = Available;
        var (needed, longest) = (0L, 0L);
        foreach (var (rows, columns) in matrices)
        {
            needed += sizeof(double) * rows * columns;
            longest = Math.Max(longest, rows * columns);
        }

        if (needed > available || longest > Array.MaxLength)
        {
            var limit = needed > available ? $"this process may use {available:N0}" : $"one array holds {sizeof(double) * (long)Array.MaxLength:N0} at the most";
            throw new CompositionException($"{what} {needed:N0} bytes, and {limit}; {advice}");
        }
    }

    /// <summary>The bytes that this process may use.</summary>
    public static long Available => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}

namespace BeyondNtk.Benchmarks;

/// <summary>Numbers as the table shows them.</summary>
internal static class Format
{
    private static readonly (double Size, string Name)[] Units = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];

    /// <summary>Seconds in the unit and with the decimals that suit a value they are compared with.</summary>
    public static string Seconds(double seconds, double like, bool unit = true)
    {
        var (size, name) = Units.FirstOrDefault(candidate => Math.Abs(like) >= candidate.Size, Units[^1]);
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(like) / size, 1))), 0, 2);
        return (seconds / size).ToString($"F{decimals}") + (unit ? $" {name}" : "");
    }

    /// <summary>Bytes in decimal units.</summary>
    public static string Bytes(double bytes) => bytes >= 1e9 ? $"{bytes / 1e9:F2} GB" : $"{bytes / 1e6:F0} MB";
}

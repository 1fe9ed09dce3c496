namespace BeyondNtk.Benchmarks;

/// <summary>How long and how often things are measured.</summary>
/// <param name="WarmUp">Seconds of steps before the first repeat: the runtime recompiles what runs often, and libraries start their threads.</param>
/// <param name="Repeats">The number of repeats of a step.</param>
/// <param name="Repeat">Seconds of one such repeat, many steps if they are short.</param>
/// <param name="Fits">The number of repeats of a fit that takes seconds.</param>
/// <param name="Processes">The number of repeats of a whole process.</param>
internal sealed record Effort(double WarmUp, int Repeats, double Repeat, int Fits, int Processes)
{
    /// <summary>What the published table is measured with.</summary>
    public static Effort Full { get; } = new(1, 15, 0.2, 3, 5);

    /// <summary>Enough to see that everything works. The sizes are small too, and the numbers mean nothing.</summary>
    public static Effort Quick { get; } = new(0.05, 2, 0.02, 2, 2);

    /// <summary>Whether sizes are to be small.</summary>
    public bool IsQuick => this == Quick;

    /// <summary>The last arguments of a peer that measures a step.</summary>
    public string[] ForPeers() => [$"{WarmUp}", $"{Repeats}", $"{Repeat}"];
}

using System.Globalization;

namespace BeyondNtk.KernelResults;

/// <summary>Numbers that a kernel computed.</summary>
/// <param name="Name">Of which problem.</param>
/// <param name="Values">The numbers.</param>
/// <param name="Bounds">
/// How far the roundings of the computation may carry each, whatever the order of summation, fused or not: two runs differ by at most twice this.
/// </param>
public sealed record Result(string Name, double[] Values, double[] Bounds)
{
    /// <summary>Numbers of one bound.</summary>
    public Result(string name, double[] values, double bound)
        : this(name, values, [.. values.Select(_ => bound)])
    {
    }

    /// <summary>One line of text, from which <see cref="Read"/> gets the same bits.</summary>
    public override string ToString()
        => string.Join('\t', Values.Zip(Bounds, (value, bound) => string.Create(CultureInfo.InvariantCulture, $"{value:R} {bound:R}")).Prepend(Name));

    /// <summary>Reads the line of a result.</summary>
    public static Result Read(string line)
    {
        var parts = line.Split('\t');
        var pairs = parts[1..].Select(part => part.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return new Result(parts[0], [.. pairs.Select(pair => pair[0])], [.. pairs.Select(pair => pair[1])]);
    }
}

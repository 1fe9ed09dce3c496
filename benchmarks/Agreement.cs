using BeyondNtk.Numerics.Training;

namespace BeyondNtk.Benchmarks;

/// <summary>How far a peer's result is from ours, and how far it may be.</summary>
/// <param name="Difference">The largest difference, relative to the largest value that is compared.</param>
/// <param name="Tolerance">What rounding explains.</param>
internal sealed record Agreement(double Difference, double Tolerance)
{
    public bool Holds => Difference <= Tolerance;

    /// <summary>Compares two results of one gradient step.</summary>
    /// <param name="before">The weights before it.</param>
    /// <param name="ours">Our weights after it.</param>
    /// <param name="theirs">The peer's.</param>
    /// <param name="precision">The precision that the peer and our kernel compute in.</param>
    /// <remarks>
    /// The difference counts relative to the largest change of a weight, which is about a hundredth of a weight. So storing a weight in the
    /// unit roundoff u costs up to 100 u, the sums over N examples add some sqrt(N) u, again about 100, and 2,000 u leaves a factor of ten.
    /// A wrong term or factor anywhere shows as a difference of about 1.
    /// </remarks>
    public static Agreement OfSteps(IReadOnlyList<double> before, IReadOnlyList<double> ours, IReadOnlyList<double> theirs, Precision precision)
        => new(
            LargestDifference(ours, theirs) / LargestDifference(ours, before),
            2000 * (precision == Precision.Single ? Math.ScaleB(1, -24) : Math.ScaleB(1, -53)));

    /// <summary>Compares two sets of values.</summary>
    public static Agreement OfValues(IReadOnlyList<double> ours, IReadOnlyList<double> theirs, double tolerance)
        => new(LargestDifference(ours, theirs) / theirs.Max(Math.Abs), tolerance);

    public override string ToString() => $"{(Holds ? "agrees to" : "DISAGREES by")} {Difference:0.0e+0} (tolerance {Tolerance:0.0e+0})";

    private static double LargestDifference(IReadOnlyList<double> one, IReadOnlyList<double> other)
        => one.Count == other.Count ? one.Zip(other, (a, b) => Math.Abs(a - b)).Max() : double.NaN;
}

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

    /// <summary>Compares two results of one gradient step of a deep network in single precision, as vectors.</summary>
    /// <param name="before">The weights before it.</param>
    /// <param name="ours">Our weights after it.</param>
    /// <param name="theirs">The peer's.</param>
    /// <remarks>
    /// Rounding moves some neurons of some examples across their kinks: a share of about 100 u of them, each of which takes its own part of the gradient with it, and the parts of
    /// different neurons and examples are about orthogonal. So the difference is up to sqrt(100 u) of the change of the weights, whatever the sizes. Storing weights is a second part: a
    /// step here changes them by little. A wrong term or factor shows as a difference of about 1.
    /// </remarks>
    public static Agreement InNorm(IReadOnlyList<double> before, IReadOnlyList<double> ours, IReadOnlyList<double> theirs)
    {
        var roundoff = Math.ScaleB(1, -24);
        return new(Norm(ours, theirs) / Norm(ours, before), Math.Sqrt(100 * roundoff) + (Norm(ours, before.Select(_ => 0.0).ToArray()) * roundoff / Norm(ours, before)));
    }

    private static double Norm(IReadOnlyList<double> one, IReadOnlyList<double> other)
        => one.Count == other.Count ? Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum()) : double.NaN;

    /// <summary>Compares two sets of values.</summary>
    public static Agreement OfValues(IReadOnlyList<double> ours, IReadOnlyList<double> theirs, double tolerance)
        => new(LargestDifference(ours, theirs) / theirs.Max(Math.Abs), tolerance);

    public override string ToString() => $"{(Holds ? "agrees to" : "DISAGREES by")} {Difference:0.0e+0} (tolerance {Tolerance:0.0e+0})";

    private static double LargestDifference(IReadOnlyList<double> one, IReadOnlyList<double> other)
        => one.Count == other.Count ? one.Zip(other, (a, b) => Math.Abs(a - b)).Max() : double.NaN;
}

using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics.Vectors;

/// <summary>Functions of many numbers at once that the standard library computes one at a time.</summary>
public static class VectorMath
{
    /// <summary>The inverse sine of each number, within 2 units in the last place.</summary>
    /// <param name="x">Numbers in [-1, 1], of any length; a number that rounding has carried beyond counts as the nearer end. NaN stays NaN.</param>
    /// <param name="result">Receives as many numbers; it may be the same memory.</param>
    /// <exception cref="ArgumentException">The result is shorter.</exception>
    public static void Asin(ReadOnlySpan<double> x, Span<double> result)
    {
        if (result.Length < x.Length)
        {
            throw new ArgumentException($"the result has room for {result.Length} of {x.Length} numbers", nameof(result));
        }

        if (Vector512.IsHardwareAccelerated)
        {
            InverseSine<Lanes512<double>>.Evaluate(x, result);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            InverseSine<Lanes256<double>>.Evaluate(x, result);
        }
        else
        {
            InverseSine<Lanes128<double>>.Evaluate(x, result);
        }
    }

    /// <summary>
    /// The two functions of a cosine r that Gaussian closed forms are made of, in one pass: asin r within 2 units in the last place, and
    /// sqrt(1 - r^2) = sqrt((1 - r)(1 + r)), which does not cancel near 1.
    /// </summary>
    /// <param name="cosines">Numbers in [-1, 1], of any length; a number that rounding has carried beyond counts as the nearer end. NaN stays NaN.</param>
    /// <param name="asin">Receives as many numbers; it may be the same memory.</param>
    /// <param name="sines">Receives as many numbers.</param>
    /// <exception cref="ArgumentException">A result is shorter.</exception>
    public static void Angles(ReadOnlySpan<double> cosines, Span<double> asin, Span<double> sines)
    {
        if (Math.Min(asin.Length, sines.Length) < cosines.Length)
        {
            throw new ArgumentException($"the results have room for {Math.Min(asin.Length, sines.Length)} of {cosines.Length} numbers");
        }

        if (Vector512.IsHardwareAccelerated)
        {
            InverseSine<Lanes512<double>>.Evaluate(cosines, asin, sines);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            InverseSine<Lanes256<double>>.Evaluate(cosines, asin, sines);
        }
        else
        {
            InverseSine<Lanes128<double>>.Evaluate(cosines, asin, sines);
        }
    }
}

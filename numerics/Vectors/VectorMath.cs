using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics;

/// <summary>Functions of many numbers at once that the standard library computes one at a time.</summary>
public static class VectorMath
{
    /// <summary>The inverse sine of each number, within 2 units in the last place.</summary>
    /// <param name="x">Numbers in [-1, 1]; what rounding has carried beyond counts as the end it passed. What is not a number stays none.</param>
    /// <param name="result">Receives as many; it may be the same memory.</param>
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
}

using BeyondNtk.Numerics;

namespace BeyondNtk.KernelResults;

/// <summary>The inverse sine from end to end, at tiny numbers and around 1/2, where its formula changes.</summary>
internal static class InverseSines
{
    public static Result Evaluate()
    {
        double[] x = [.. Enumerable.Range(-100, 201).Select(n => n / 100.0), -0.0, 1e-300, -1e-9, Math.BitIncrement(0.5), Math.BitDecrement(1), 1.1];
        var result = new double[x.Length];
        VectorMath.Asin(x, result);

        // It promises 2 units in the last place.
        return new Result("inverse sines", result, [.. result.Select(value => 2 * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)))]);
    }
}

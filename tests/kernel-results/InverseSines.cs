using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.KernelResults;

/// <summary>The inverse sine from end to end, at tiny numbers and around 1/2, where its formula changes; and the sine beside it.</summary>
internal static class InverseSines
{
    public static IEnumerable<Result> All()
    {
        double[] x = [.. Enumerable.Range(-100, 201).Select(n => n / 100.0), -0.0, 1e-300, -1e-9, Math.BitIncrement(0.5), Math.BitDecrement(1), 1.1];
        var (inverse, angles, sines) = (new double[x.Length], new double[x.Length], new double[x.Length]);
        VectorMath.Asin(x, inverse);
        VectorMath.Angles(x, angles, sines);

        // The inverse sine promises 2 units in the last place. The sine, the root of a product of two differences, takes half of 3 roundings and one.
        return [TwoUnits("inverse sines", inverse), TwoUnits("angles", angles), new Result("sines", sines, [.. sines.Select(sine => 2.5 * Rounding.Double * sine)])];
    }

    private static Result TwoUnits(string name, double[] values)
        => new(name, values, [.. values.Select(value => 2 * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)))]);
}

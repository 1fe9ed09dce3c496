using System.Numerics.Tensors;
using MathNet.Numerics.Integration;

namespace BeyondNtk.Numerics.Sphere;

/// <summary>
/// A function of the angle between two points of the unit sphere of R^d, as a series g(u, v) = sum_k c_k P_k(&lt;u, v&gt;), where P_k is the Legendre
/// polynomial of degree k in d dimensions with P_k(1) = 1 (Mueller 1966). Under the uniform law the terms are orthogonal.
/// </summary>
public sealed class ZonalSeries
{
    // Profiles that are smooth in the angle, times the density, are then integrated to rounding up to the dimension below.
    private const int QuadratureOrder = 512;
    private const double Negligible = 1e-18;

    private readonly double[] _coefficients;
    private readonly double[] _meanSquares;

    private ZonalSeries(int dimension, double[] coefficients, double[] meanSquares) => (Dimension, _coefficients, _meanSquares) = (dimension, coefficients, meanSquares);

    /// <summary>The largest dimension: the density of the angle, sin^(d-2), is narrower beyond.</summary>
    public static int LargestDimension => 1000;

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The c_k, from degree 0.</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    /// <summary>Expands a function.</summary>
    /// <param name="profile">Its value at an angle in [0, pi], smooth in the angle.</param>
    /// <param name="dimension">d, from 2 to <see cref="LargestDimension"/>.</param>
    /// <param name="degree">The largest degree.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not in that range.</exception>
    public static ZonalSeries Expand(Func<double, double> profile, int dimension, int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestDimension);
        var rule = new GaussLegendreRule(0, Math.PI, QuadratureOrder);
        double[] mass = [.. rule.Abscissas.Zip(rule.Weights, (angle, weight) => weight * Math.Pow(Math.Sin(angle), dimension - 2))];
        TensorPrimitives.Divide(mass, TensorPrimitives.Sum<double>(mass), mass);
        double[] values = [.. rule.Abscissas.Select(profile)];
        var (coefficients, meanSquares) = (new double[degree + 1], new double[degree + 1]);
        ForEachDegree([.. rule.Abscissas.Select(Math.Cos)], dimension, degree, (k, polynomial) =>
        {
            var (product, square) = (0.0, 0.0);
            for (var i = 0; i < mass.Length; i++)
            {
                product += mass[i] * polynomial[i] * values[i];
                square += mass[i] * polynomial[i] * polynomial[i];
            }

            (coefficients[k], meanSquares[k]) = (product / square, square);
        });
        return new ZonalSeries(dimension, coefficients, meanSquares);
    }

    /// <summary>
    /// The function E_x g(u, x) g(x, v) of u and v, x uniform on the sphere: c_k^2 E P_k^2 by degree (the Funk-Hecke formula).
    /// </summary>
    public ZonalSeries Square()
    {
        double[] squares = [.. _coefficients.Zip(_meanSquares, (c, square) => c * c * square)];
        var last = Array.FindLastIndex(squares, c => c > Negligible * squares.Max());
        return new ZonalSeries(Dimension, squares[..(last + 1)], _meanSquares[..(last + 1)]);
    }

    /// <summary>Replaces cosines of angles by the values of the series there.</summary>
    /// <remarks>
    /// Of a <see cref="Square"/> that is exact to rounding. Coefficients of a function itself are known only as far as c_k^2 E P_k^2 is above rounding: beyond some 20 dimensions
    /// high degrees are noise, which shows near the angles 0 and pi.
    /// </remarks>
    /// <param name="cosines">The cosines on entry, the values on return; of any length.</param>
    public void Evaluate(Span<double> cosines)
    {
        var sum = new double[cosines.Length];
        ForEachDegree(cosines.ToArray(), Dimension, _coefficients.Length - 1, (k, polynomial) => TensorPrimitives.MultiplyAdd(polynomial, _coefficients[k], sum, sum));
        sum.CopyTo(cosines);
    }

    // (k + d - 2) P_{k+1} = (2k + d - 2) t P_k - k P_{k-1}.
    private static void ForEachDegree(double[] t, int dimension, int degree, Action<int, double[]> use)
    {
        var (before, now, next) = (new double[t.Length], new double[t.Length], new double[t.Length]);
        Array.Fill(now, 1);
        use(0, now);
        for (var k = 0; k < degree; k++)
        {
            var (rise, fall) = k == 0 ? (1.0, 0.0) : ((double)((2 * k) + dimension - 2) / (k + dimension - 2), (double)k / (k + dimension - 2));
            TensorPrimitives.Multiply(t, now, next);
            TensorPrimitives.Multiply(next, rise, next);
            TensorPrimitives.MultiplyAdd(before, -fall, next, next);
            (before, now, next) = (now, next, before);
            use(k + 1, now);
        }
    }
}

using System.Numerics.Tensors;

namespace BeyondNtk.Numerics.Sphere;

/// <summary>Angles between vectors.</summary>
public static class Angle
{
    /// <summary>The angle between two vectors, exact also where it is small; 0 where one of them is zero.</summary>
    /// <remarks>2 atan2(| |v| u - |u| v |, | |v| u + |u| v |) (Kahan): arccos loses half of the digits near 0.</remarks>
    /// <param name="u">Of length d.</param>
    /// <param name="v">Of length d.</param>
    public static double Between(ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        var (normU, normV) = (TensorPrimitives.Norm(u), TensorPrimitives.Norm(v));
        var (minus, plus) = (0.0, 0.0);
        for (var k = 0; k < u.Length; k++)
        {
            var (one, other) = (normV * u[k], normU * v[k]);
            minus += (one - other) * (one - other);
            plus += (one + other) * (one + other);
        }

        return 2 * Math.Atan2(Math.Sqrt(minus), Math.Sqrt(plus));
    }
}

using System.Numerics.Tensors;

namespace BeyondNtk.InfiniteWidth;

/// <summary>Particles split into what averages over their orbits consist of: masses, and even powers of unit directions.</summary>
/// <param name="count">The number M of particles.</param>
/// <param name="dimension">d.</param>
/// <param name="order">The highest power K, even.</param>
internal sealed class Orbits(int count, int dimension, int order)
{
    private readonly double[] _masses = new double[count];
    private readonly double[] _directions = new double[count * dimension];
    private readonly double[][] _powers = [.. Enumerable.Range(0, (order / 2) + 1).Select(_ => new double[count * dimension])];

    /// <summary>The b_p = ||v_p||^2 / M.</summary>
    public ReadOnlySpan<double> Masses => _masses;

    /// <summary>u_p, v_p divided by its norm. A particle of norm 0 has the direction 0 and, having no mass, no effect.</summary>
    public ReadOnlySpan<double> Direction(int p) => Row(_directions, p);

    /// <summary>u_pi^2n, i = 1, ..., d.</summary>
    public ReadOnlySpan<double> Power(int n, int p) => Row(_powers[n], p);

    /// <summary>Sets the particles v_p, M x d, row by row.</summary>
    public void Set(ReadOnlySpan<double> particles)
    {
        for (var p = 0; p < count; p++)
        {
            var particle = particles.Slice(p * dimension, dimension);
            var norm = TensorPrimitives.Norm(particle);
            _masses[p] = norm * norm / count;
            TensorPrimitives.Multiply(particle, norm > 0 ? 1 / norm : 0, Row(_directions, p));
        }

        EvenPowers(_directions, _powers);
    }

    /// <summary>Computes x_i^0, x_i^2, x_i^4, ... of given numbers.</summary>
    public static void EvenPowers(ReadOnlySpan<double> x, double[][] powers)
    {
        Array.Fill(powers[0], 1);
        for (var n = 1; n < powers.Length; n++)
        {
            TensorPrimitives.Multiply(powers[n - 1], x, powers[n]);
            TensorPrimitives.Multiply(powers[n], x, powers[n]);
        }
    }

    private Span<double> Row(double[] matrix, int p) => matrix.AsSpan(p * dimension, dimension);
}

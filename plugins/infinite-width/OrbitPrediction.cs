using System.Numerics.Tensors;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Symmetry;

namespace BeyondNtk.InfiniteWidth;

/// <summary>
/// The prediction of symmetric particles, exact over their orbits: sum_p b_p sum_k s_k E_s h_k(sum_i s_i u_pi y_i) at an input y in the teacher's
/// basis, with b_p = ||v_p||^2 / M, u_p of unit length and h_k the orthonormal Hermite polynomials.
/// </summary>
internal sealed class OrbitPrediction
{
    private readonly Orbits _orbits;
    private readonly double[] _series;

    /// <param name="orbits">The particles.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="order">The even order K after which its series is cut.</param>
    public OrbitPrediction(Orbits orbits, HomogeneousActivation activation, int order)
    {
        _orbits = orbits;

        // The series in even powers of its argument: the mean of each over the signs is a moment.
        _series = new double[(order / 2) + 1];
        for (var k = 0; k <= order; k += 2)
        {
            var polynomial = HermitePolynomials.Coefficients(k);
            for (var n = 0; n <= k / 2; n++)
            {
                _series[n] += HermiteCoefficients.Compute(activation, k) * polynomial[2 * n];
            }
        }
    }

    /// <summary>The prediction at one input.</summary>
    /// <param name="input">y, d.</param>
    public double At(double[] input)
    {
        double[][] inputPowers = [.. _series.Select(_ => new double[input.Length])];
        var (powerSums, moments) = (new double[_series.Length - 1], new double[_series.Length]);
        Orbits.EvenPowers(input, inputPowers);
        var sum = 0.0;
        for (var p = 0; p < _orbits.Masses.Length; p++)
        {
            for (var n = 1; n < _series.Length; n++)
            {
                powerSums[n - 1] = TensorPrimitives.Dot(_orbits.Power(n, p), inputPowers[n]);
            }

            RademacherMoments.FromPowerSums(powerSums, moments);
            sum += _orbits.Masses[p] * TensorPrimitives.Dot<double>(_series, moments);
        }

        return sum;
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Hermite;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Symmetry;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.InfiniteWidth;

/// <summary>
/// The exact population loss of symmetric particles, term by term, and its gradient, at cost O(M^2 d K). With b_p = ||v_p||^2 / M, u_p of unit length
/// and s_k, t_k the Hermite coefficients of student and teacher, it is the sum over even k up to K of
/// T_k = s_k^2 sum_pq b_p b_q m_k(p, q) - 2 s_k t_k sum_p b_p sum_j a_j u_pj^k + t_k^2 |a|^2, for k = 0 with (sum_j a_j)^2 instead of |a|^2, and of
/// what no particle can reach: the teacher's part of odd order and above K (Li, Ma and Zhang 2020, equation 4, under the symmetry of Definition 3).
/// </summary>
/// <remarks>
/// m_k(p, q) = E_s (sum_i s_i u_pi u_qi)^k is the mean inner product of k-th tensor powers over both orbits: a moment of a sum with random signs,
/// which depends on the power sums sum_i u_pi^2n u_qi^2n only. So the loss is a function of the masses and of the even powers of u, and the
/// derivatives of a moment with respect to power sums are again moments (see <see cref="RademacherMoments.Slope"/>).
/// </remarks>
internal sealed class OrbitLoss
{
    private readonly int _count;
    private readonly int _dimension;
    private readonly double[] _coefficients;
    private readonly double _outOfReach;

    // Index n belongs to order k = 2n: the teacher's own part of T_k, s_k t_k, s_k^2.
    private readonly double[] _teacherTerms;
    private readonly double[] _cross;
    private readonly double[] _own;

    // The derivative of sum_k s_k^2 m_k with respect to the power sum of order 2n: row n's inner product with m_0, m_2, ...;
    // order 0 has no power sum and an empty row.
    private readonly double[][] _slopes;

    // Half the derivatives of the loss: with respect to b_p, and with respect to u_pi^2n over b_p.
    private readonly double[] _growth;
    private readonly double[][] _forces;

    // Of the current pair.
    private readonly double[] _powerSums;
    private readonly double[] _moments;
    private readonly double[] _pairForces;

    /// <param name="teacher">The neurons of a teacher that <see cref="TeacherBasis"/> accepts.</param>
    /// <param name="activation">The student's activation.</param>
    /// <param name="order">K, even.</param>
    /// <param name="count">The number M of particles.</param>
    public OrbitLoss(Neurons teacher, HomogeneousActivation activation, int order, int count)
    {
        (_count, _dimension) = (count, teacher.Weights.ColumnCount);
        Orbits = new Orbits(count, _dimension, order);
        _coefficients = teacher.Outputs.Column(0).ToArray();

        int[] orders = [.. Enumerable.Range(0, (order / 2) + 1).Select(n => 2 * n)];
        var nothing = teacher with { Outputs = 0 * teacher.Outputs };
        var alone = WorkerTeam.Get(1);
        _teacherTerms = TensorTerms.Between(nothing, teacher, orders, alone);
        _outOfReach = Math.Max(0, PopulationLoss.Between(nothing, teacher, alone) - _teacherTerms.Sum());

        double[] student = [.. orders.Select(k => HermiteCoefficients.Compute(activation, k))];
        _own = [.. student.Select(s => s * s)];
        _cross = [.. student.Zip(orders, (s, k) => s * HermiteCoefficients.Compute((HomogeneousActivation)teacher.Activation, k))];
        _slopes = [.. orders.Select(j => orders.Where(k => j > 0 && k >= j).Select(k => _own[k / 2] * RademacherMoments.Slope(k, j)).ToArray())];

        _growth = new double[count];
        _forces = [.. orders.Select(_ => new double[count * _dimension])];
        (_powerSums, _moments, _pairForces) = (new double[orders.Length - 1], new double[orders.Length], new double[orders.Length]);
    }

    /// <summary>The number of terms, which are of order 0, 2, ..., K.</summary>
    public int Terms => _own.Length;

    /// <summary>The particles at which the loss was last evaluated.</summary>
    public Orbits Orbits { get; }

    /// <summary>The loss, its terms and its gradient at given particles. Nothing is allocated.</summary>
    /// <param name="particles">The v_p in the teacher's basis, M x d, row by row.</param>
    /// <param name="terms">Receives T_0, T_2, ..., T_K.</param>
    /// <param name="gradient">Receives dL/dv_p, M x d, row by row.</param>
    /// <returns>The loss.</returns>
    public double Evaluate(ReadOnlySpan<double> particles, Span<double> terms, Span<double> gradient)
    {
        Orbits.Set(particles);
        _teacherTerms.CopyTo(terms);
        for (var p = 0; p < _count; p++)
        {
            StartWithTeacher(p, terms);
        }

        for (var p = 0; p < _count; p++)
        {
            for (var q = 0; q <= p; q++)
            {
                AddPair(p, q, terms);
            }
        }

        for (var p = 0; p < _count; p++)
        {
            SetGradient(p, gradient.Slice(p * _dimension, _dimension));
        }

        // Cancellation may leave a term of zero slightly negative.
        TensorPrimitives.Max(terms, 0, terms);
        return _outOfReach + TensorPrimitives.Sum<double>(terms);
    }

    // The effect of the teacher on a particle.
    private void StartWithTeacher(int p, Span<double> terms)
    {
        _growth[p] = 0;
        for (var n = 0; n < Terms; n++)
        {
            var common = _cross[n] * TensorPrimitives.Dot(_coefficients, Orbits.Power(n, p));
            terms[n] -= 2 * Orbits.Masses[p] * common;
            _growth[p] -= common;
            TensorPrimitives.Multiply(_coefficients, -_cross[n], Force(n, p));
        }
    }

    // The effect of two particles on each other. It is symmetric, so each pair is evaluated once.
    private void AddPair(int p, int q, Span<double> terms)
    {
        for (var n = 1; n < Terms; n++)
        {
            _powerSums[n - 1] = TensorPrimitives.Dot(Orbits.Power(n, p), Orbits.Power(n, q));
        }

        RademacherMoments.FromPowerSums(_powerSums, _moments);
        var mass = Orbits.Masses[p] * Orbits.Masses[q] * (p == q ? 1 : 2);
        for (var n = 0; n < Terms; n++)
        {
            terms[n] += mass * _own[n] * _moments[n];
            _pairForces[n] = TensorPrimitives.Dot<double>(_slopes[n], _moments.AsSpan(0, _slopes[n].Length));
        }

        var common = TensorPrimitives.Dot<double>(_own, _moments);
        AddAction(p, q, common);
        if (p != q)
        {
            AddAction(q, p, common);
        }
    }

    // Of q on p.
    private void AddAction(int p, int q, double common)
    {
        _growth[p] += Orbits.Masses[q] * common;
        for (var n = 1; n < Terms; n++)
        {
            var force = Force(n, p);
            TensorPrimitives.MultiplyAdd(Orbits.Power(n, q), Orbits.Masses[q] * _pairForces[n], force, force);
        }
    }

    // With b = ||v||^2 / M, u = v / ||v|| and h_i = sum_n 2n u_i^(2n-1) force_i, which is dL/du_i over 2b:
    // dL/dv = (2 ||v|| / M) (2 growth u + h - <h, u> u). It is 0 at v = 0.
    private void SetGradient(int p, Span<double> gradient)
    {
        gradient.Clear();
        for (var n = 1; n < Terms; n++)
        {
            var power = Orbits.Power(n - 1, p);
            var force = Force(n, p);
            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] += 2 * n * power[i] * force[i];
            }
        }

        var direction = Orbits.Direction(p);
        TensorPrimitives.Multiply(gradient, direction, gradient);
        var radial = (2 * _growth[p]) - TensorPrimitives.Dot(gradient, direction);
        TensorPrimitives.MultiplyAdd(direction, radial, gradient, gradient);
        TensorPrimitives.Multiply(gradient, 2 * Math.Sqrt(Orbits.Masses[p] / _count), gradient);
    }

    private Span<double> Force(int n, int p) => _forces[n].AsSpan(p * _dimension, _dimension);
}

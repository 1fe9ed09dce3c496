using BeyondNtk.Numerics.Sphere;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.SparseMeasures;

/// <summary>
/// The certificate of an orthonormal teacher sum_j s_j relu(&lt;e_j, x&gt;) on the unit sphere of R^d in the limit lambda -&gt; 0 and n -&gt; infinity, our own derivation:
/// eta(theta) = E p(x) relu(&lt;theta, x&gt;) with p(x) = sum_j alpha_j relu(&lt;e_j, x&gt;) + &lt;beta_j, x&gt; 1[&lt;e_j, x&gt; &gt; 0] and beta_j = sum_{k != j} b_jk e_k, which is s_j and
/// stationary at each e_j. To first order in lambda the optimum then has the masses 1 - lambda s_j alpha_j, turned by lambda ||beta_j||.
/// </summary>
public sealed class LimitCertificate
{
    private readonly double[] _signs;
    private readonly int _dimension;
    private readonly double[] _alpha;
    private readonly double[,] _b;

    /// <summary>
    /// Solves pi alpha_i + sum_{j != i} (alpha_j + (pi/2) b_ji) = 2 pi d s_i and, for k != i,
    /// (pi/2) alpha_k + pi b_ik + b_ki + (pi/2) sum_{j != i, k} b_jk = 0.
    /// </summary>
    /// <param name="signs">The s_j, each 1 or -1.</param>
    /// <param name="dimension">d, at least as many.</param>
    public LimitCertificate(double[] signs, int dimension)
    {
        (_signs, _dimension) = (signs, dimension);
        var count = signs.Length;
        var system = Matrix<double>.Build.Dense(count * count, count * count);
        var right = Vector<double>.Build.Dense(count * count);

        // Unknowns: b_jk in row j and column k of a square, alpha_j on its diagonal; equation (i, k) likewise.
        for (var i = 0; i < count; i++)
        {
            right[Place(i, i)] = 2 * Math.PI * dimension * signs[i];
            system[Place(i, i), Place(i, i)] = Math.PI;
            for (var k = 0; k < count; k++)
            {
                if (k == i)
                {
                    continue;
                }

                system[Place(i, i), Place(k, k)] = 1;
                system[Place(i, i), Place(k, i)] = Math.PI / 2;
                system[Place(i, k), Place(k, k)] = Math.PI / 2;
                for (var j = 0; j < count; j++)
                {
                    if (j != k)
                    {
                        system[Place(i, k), Place(j, k)] = j == i ? Math.PI : Math.PI / 2;
                    }
                }

                system[Place(i, k), Place(k, i)] += 1;
            }
        }

        var solution = system.Solve(right);
        _alpha = [.. Enumerable.Range(0, count).Select(j => solution[Place(j, j)])];
        _b = new double[count, count];
        for (var j = 0; j < count; j++)
        {
            for (var k = 0; k < count; k++)
            {
                _b[j, k] = j == k ? 0 : solution[Place(j, k)];
            }
        }

        int Place(int row, int column) => (row * count) + column;
    }

    /// <summary>The s_j alpha_j.</summary>
    public IReadOnlyList<double> Shrinkage => [.. _signs.Zip(_alpha, (sign, alpha) => sign * alpha)];

    /// <summary>The ||beta_j||.</summary>
    public IReadOnlyList<double> Rotation => [.. Enumerable.Range(0, _signs.Length).Select(j => Math.Sqrt(Enumerable.Range(0, _signs.Length).Sum(k => _b[j, k] * _b[j, k])))];

    /// <summary>eta at a unit vector, of which only the coordinates &lt;e_j, theta&gt; count: (1 / 2 pi d) sum_j [alpha_j h(t_j) + (pi - t_j) &lt;beta_j, theta&gt;], cos t_j = theta_j.</summary>
    /// <param name="theta">Its first coordinates &lt;e_j, theta&gt;, as many as there are signs.</param>
    public double Value(ReadOnlySpan<double> theta)
    {
        var sum = 0.0;
        for (var j = 0; j < _signs.Length; j++)
        {
            var (angle, inner) = (Math.Acos(Math.Clamp(theta[j], -1, 1)), 0.0);
            for (var k = 0; k < _signs.Length; k++)
            {
                inner += _b[j, k] * theta[k];
            }

            sum += (_alpha[j] * ArcCosineKernel.Shape(angle)) + ((Math.PI - angle) * inner);
        }

        return sum / (2 * Math.PI * _dimension);
    }

    /// <summary>The largest |eta| at the antipodes -e_j.</summary>
    public double AtAntipodes => Enumerable.Range(0, _signs.Length).Max(j => Math.Abs(Value([.. Enumerable.Range(0, _signs.Length).Select(k => k == j ? -1.0 : 0)])));
}

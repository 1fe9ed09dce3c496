using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins;

/// <summary>
/// The value of the game max over c of min over i of (M c)_i, c in the simplex, by mirror-prox (Nemirovski 2004) with entropies: after T rounds the mean strategies are
/// within a multiple of max |M| / T of each other, and their gap is known.
/// </summary>
public static class MatrixGame
{
    private const int RoundsBetweenLooks = 50;

    /// <summary>Solves the game.</summary>
    /// <param name="payoffs">M, n x m.</param>
    /// <param name="tolerance">The difference of the bounds, relative to max |M|, at which it stops.</param>
    /// <param name="rounds">The most rounds.</param>
    /// <returns>The value from below and from above.</returns>
    public static (double Lower, double Upper) Solve(Matrix<double> payoffs, double tolerance, int rounds)
    {
        var size = payoffs.Enumerate().Max(Math.Abs);
        if (size == 0)
        {
            return (0, 0);
        }

        var (p, c) = (Uniform(payoffs.RowCount), Uniform(payoffs.ColumnCount));
        var (sumP, sumC) = (0 * p, 0 * c);
        var (lower, upper) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var round = 1; round <= rounds && (round == 1 || upper - lower > tolerance * size); round++)
        {
            // Half a step looks ahead; the step itself uses the slopes there.
            var (aheadP, aheadC) = (Moved(p, payoffs * c, -1 / size), Moved(c, payoffs.LeftMultiply(p), 1 / size));
            (p, c) = (Moved(p, payoffs * aheadC, -1 / size), Moved(c, payoffs.LeftMultiply(aheadP), 1 / size));
            (sumP, sumC) = (sumP + aheadP, sumC + aheadC);
            if (round % RoundsBetweenLooks == 0 || round == rounds)
            {
                lower = Math.Max(lower, (payoffs * sumC).Minimum() / round);
                upper = Math.Min(upper, payoffs.LeftMultiply(sumP).Maximum() / round);
            }
        }

        return (lower, upper);

        static Vector<double> Uniform(int count) => Vector<double>.Build.Dense(count, 1.0 / count);

        static Vector<double> Moved(Vector<double> point, Vector<double> slope, double rate)
        {
            var highest = (slope * rate).Maximum();
            var moved = point.PointwiseMultiply((slope * rate - highest).PointwiseExp());
            return moved / moved.Sum();
        }
    }
}

using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Margins;

/// <summary>
/// The NTK margin of m neurons at random start (v_j, a_j): the largest gamma with (1/m) sum_j &lt;theta_j, d f_j(x_i)&gt; y_i &gt;= gamma for all i and ||theta_j|| &lt;= 1, where d is the gradient in the
/// hidden weights of a_j relu(&lt;v_j, x&gt;), or in both layers. It is the value of a game against weights q on the inputs, min over q of the mean of || sum_i q_i y_i d f_j(x_i) ||.
/// </summary>
public sealed class TangentGame
{
    private readonly Matrix<double> _signed;
    private readonly Matrix<double> _neurons;
    private readonly Matrix<double> _active;
    private readonly Vector<double>? _outputs;

    /// <summary>Sets up the game.</summary>
    /// <param name="inputs">N x d.</param>
    /// <param name="labels">N x 1, each -1 or 1.</param>
    /// <param name="neurons">The v_j, m x d.</param>
    /// <param name="outputs">The a_j, of length m, for both layers; null for the hidden weights alone with a_j of 1 and -1.</param>
    public TangentGame(Matrix<double> inputs, Matrix<double> labels, Matrix<double> neurons, Vector<double>? outputs)
    {
        _signed = inputs.MapIndexed((n, _, x) => x * labels[n, 0], Zeros.AllowSkip);
        (_neurons, _outputs) = (neurons, outputs);
        _active = inputs.TransposeAndMultiply(neurons).Map(z => z > 0 ? 1.0 : 0);
    }

    /// <summary>Plays until the bounds are close: mirror descent on q against best answers.</summary>
    /// <param name="tolerance">The relative difference at which it stops.</param>
    /// <param name="rounds">The most rounds.</param>
    /// <returns>The value from below and from above.</returns>
    public (double Lower, double Upper) Solve(double tolerance, int rounds)
    {
        var count = _signed.RowCount;
        var (q, gains) = (Vector<double>.Build.Dense(count, 1.0 / count), Vector<double>.Build.Dense(count));
        var (lower, upper) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var round = 1; round <= rounds && (round == 1 || upper - lower > tolerance * upper); round++)
        {
            var (value, gain) = Answer(q);
            upper = Math.Min(upper, value);

            // Each answer is of norm 1 at most, and so is their mean.
            gains += gain;
            lower = Math.Max(lower, Math.Max(gains.Minimum() / round, gain.Minimum()));

            // The step of mirror descent on a simplex, for gains of the size that they have.
            var rate = Math.Sqrt(2 * Math.Log(count) / round) / gain.InfinityNorm();
            q = q.MapIndexed((n, weight) => weight * Math.Exp(-rate * (gain[n] - gain.Minimum())), Zeros.Include);
            q /= q.Sum();
        }

        return (lower, upper);
    }

    // The mean norm, and what the best answer theta_j gives every input.
    private (double Value, Vector<double> Gain) Answer(Vector<double> q)
    {
        var hidden = _active.TransposeThisAndMultiply(_signed.MapIndexed((n, _, x) => x * q[n], Zeros.AllowSkip));
        var value = 0.0;
        for (var j = 0; j < hidden.RowCount; j++)
        {
            // In the output layer the sum is <v_j, .> of that in the hidden weights: relu(z) = z where z > 0.
            var (u, v) = (hidden.Row(j), _neurons.Row(j));
            var (output, square) = _outputs is null ? (0.0, 1.0) : (v * u, _outputs[j] * _outputs[j]);
            var norm = Math.Sqrt((output * output) + (square * (u * u)));
            value += norm;
            hidden.SetRow(j, norm > 0 ? ((v * output) + (u * square)) / norm : 0 * u);
        }

        return (value / hidden.RowCount, _signed.TransposeAndMultiply(hidden).PointwiseMultiply(_active).RowSums() / hidden.RowCount);
    }
}

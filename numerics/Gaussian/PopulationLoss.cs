using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Numerics.Gaussian;

/// <summary>The exact squared distance of two-layer networks under x ~ N(0, I_d).</summary>
public static class PopulationLoss
{
    /// <summary>True if the closed form covers both networks, the first and the second.</summary>
    public static bool Covers(Neurons first, Neurons second)
        => first is { Activation: HomogeneousActivation, Biases: null } && second is { Activation: HomogeneousActivation, Biases: null };

    /// <summary>E (f(x) - g(x))^2, at cost O((m + p)^2 d) for m and p neurons.</summary>
    /// <remarks>
    /// With act(z) = odd z + even |z| the difference f - g is a linear function plus sum_k b_k |&lt;u_k, x&gt;| over all neurons of both, and the
    /// two are uncorrelated: E = || sum_k c_k odd_k u_k ||^2 + sum_kl b_k b_l E|&lt;u_k, x&gt;||&lt;u_l, x&gt;|.
    /// </remarks>
    /// <param name="first">m neurons in d dimensions.</param>
    /// <param name="second">p neurons in d dimensions, with as many outputs.</param>
    /// <param name="team">The threads; the result does not depend on their number.</param>
    /// <exception cref="ArgumentException">An activation that has no closed form here; call <see cref="Covers"/> first.</exception>
    public static double Between(Neurons first, Neurons second, WorkerTeam team)
    {
        var difference = Stack(first, second);
        var (even, linear) = Split(difference);
        var directions = UnitRows(difference.Weights, out _);
        var count = even.RowCount;

        var sums = new double[count];
        team.Run(count, (k, _) =>
        {
            var sum = even.Row(k).DotProduct(even.Row(k)) / 2;
            for (var l = 0; l < k; l++)
            {
                var weight = 0.0;
                for (var output = 0; output < even.ColumnCount; output++)
                {
                    weight += even[k, output] * even[l, output];
                }

                var cosine = TensorPrimitives.Dot<double>(directions[k], directions[l]);
                sum += weight * AbsKernel.Value(cosine);
            }

            sums[k] = sum;
        });

        // Cancellation may leave a loss of zero slightly negative.
        return Math.Max(0, (2 * sums.Sum()) + linear.Enumerate().Sum(value => value * value));
    }

    // f - g as one network: the outputs of g change sign. Each row keeps its activation.
    private static (Matrix<double> Weights, Matrix<double> Outputs, HomogeneousActivation[] Activations) Stack(Neurons first, Neurons second)
    {
        if (first.Activation is not HomogeneousActivation a || second.Activation is not HomogeneousActivation b)
        {
            throw new ArgumentException($"no closed form for the activations '{first.Activation.Name}' and '{second.Activation.Name}'");
        }

        var activations = Enumerable.Repeat(a, first.Weights.RowCount).Concat(Enumerable.Repeat(b, second.Weights.RowCount));
        return (first.Weights.Stack(second.Weights), first.Outputs.Stack(-second.Outputs), activations.ToArray());
    }

    // Masses b_k = c_k even_k |u_k| (one row per neuron), and the linear part sum_k c_k odd_k u_k (d x outputs).
    private static (Matrix<double> Even, Matrix<double> Linear) Split(
        (Matrix<double> Weights, Matrix<double> Outputs, HomogeneousActivation[] Activations) network)
    {
        var even = network.Outputs.Clone();
        var odd = network.Outputs.Clone();
        for (var k = 0; k < even.RowCount; k++)
        {
            even.SetRow(k, even.Row(k) * (network.Activations[k].Even * network.Weights.Row(k).L2Norm()));
            odd.SetRow(k, odd.Row(k) * network.Activations[k].Odd);
        }

        return (even, network.Weights.TransposeThisAndMultiply(odd));
    }

    /// <summary>The rows of a matrix divided by their norms; a zero row stays zero.</summary>
    internal static double[][] UnitRows(Matrix<double> matrix, out double[] norms)
    {
        norms = matrix.RowNorms(2).ToArray();
        var rows = matrix.ToRowArrays();
        for (var i = 0; i < rows.Length; i++)
        {
            var scale = norms[i] > 0 ? 1 / norms[i] : 0;
            for (var k = 0; k < rows[i].Length; k++)
            {
                rows[i][k] *= scale;
            }
        }

        return rows;
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Gaussian;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Hermite;

/// <summary>The population loss as a sum of tensor decompositions, order by order (Li, Ma and Zhang 2020, equation 4).</summary>
public static class TensorTerms
{
    /// <summary>
    /// T_k = || sum_i b_i s_k u_i^(tensor k) - sum_j a_j t_k v_j^(tensor k) ||_F^2 for given orders, with s_k and t_k the Hermite coefficients of
    /// the two activations. Inner products of k-th powers are k-th powers of cosines: no tensor is formed. Cost O((m + p)^2 d).
    /// </summary>
    /// <param name="first">m neurons in d dimensions.</param>
    /// <param name="second">p neurons in d dimensions, with as many outputs.</param>
    /// <param name="orders">The orders k.</param>
    /// <param name="team">The threads; the result does not depend on their number.</param>
    /// <returns>One term for each order, as many as orders.</returns>
    /// <exception cref="ArgumentException">An activation whose coefficients are not known in closed form.</exception>
    public static double[] Between(Neurons first, Neurons second, IReadOnlyList<int> orders, WorkerTeam team)
    {
        if (first.Activation is not HomogeneousActivation || second.Activation is not HomogeneousActivation)
        {
            throw new ArgumentException($"no Hermite coefficients for the activations '{first.Activation.Name}' and '{second.Activation.Name}'");
        }

        var directions = PopulationLoss.UnitRows(first.Weights.Stack(second.Weights), out var norms);
        var outputs = first.Outputs.Stack(-second.Outputs).ToRowArrays();
        var width = first.Weights.RowCount;
        var coefficients = orders.Select(order => new[]
        {
            HermiteCoefficients.Compute((HomogeneousActivation)first.Activation, order),
            HermiteCoefficients.Compute((HomogeneousActivation)second.Activation, order),
        }).ToArray();

        var rows = new double[directions.Length][];
        team.Run(directions.Length, (k, _) =>
        {
            var sums = new double[orders.Count];
            for (var l = 0; l <= k; l++)
            {
                var cosine = TensorPrimitives.Dot<double>(directions[k], directions[l]);
                var mass = TensorPrimitives.Dot<double>(outputs[k], outputs[l]) * norms[k] * norms[l] * (l < k ? 2 : 1);
                for (var o = 0; o < sums.Length; o++)
                {
                    var pair = coefficients[o][k < width ? 0 : 1] * coefficients[o][l < width ? 0 : 1];
                    sums[o] += mass * pair * Math.Pow(cosine, orders[o]);
                }
            }

            rows[k] = sums;
        });

        return [.. Enumerable.Range(0, orders.Count).Select(o => Math.Max(0, rows.Sum(row => row[o])))];
    }
}

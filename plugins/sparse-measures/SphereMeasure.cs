using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.SparseMeasures;

/// <summary>A network of a positively homogeneous activation as a signed measure on the unit sphere: sum_j a_j ||w_j|| delta at w_j / ||w_j||.</summary>
internal sealed class SphereMeasure
{
    public SphereMeasure(Neurons neurons)
    {
        Directions = neurons.Weights.ToRowArrays();
        Masses = new double[Directions.Length];
        for (var j = 0; j < Directions.Length; j++)
        {
            var norm = TensorPrimitives.Norm<double>(Directions[j]);
            Masses[j] = neurons.Outputs[j, 0] * norm;
            TensorPrimitives.Multiply(Directions[j], norm > 0 ? 1 / norm : 0, Directions[j]);
        }
    }

    /// <summary>The directions w_j / ||w_j||, each of length d; zero for a neuron without weights.</summary>
    public double[][] Directions { get; }

    /// <summary>The signed masses a_j ||w_j||.</summary>
    public double[] Masses { get; }

    /// <summary>The sum of the masses' sizes.</summary>
    public double TotalVariation => TensorPrimitives.SumOfMagnitudes<double>(Masses);

    /// <summary>The angle between two unit vectors, exact also where it is small.</summary>
    public static double Angle(ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        // 2 atan2(|u - v|, |u + v|) (Kahan): arccos loses half of the digits near 0.
        var (minus, plus) = (0.0, 0.0);
        for (var k = 0; k < u.Length; k++)
        {
            minus += (u[k] - v[k]) * (u[k] - v[k]);
            plus += (u[k] + v[k]) * (u[k] + v[k]);
        }

        return 2 * Math.Atan2(Math.Sqrt(minus), Math.Sqrt(plus));
    }
}

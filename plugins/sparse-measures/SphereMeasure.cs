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
}

using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.InfiniteWidth;

/// <summary>
/// The teachers to which the symmetric dynamics applies: f*(x) = sum_j a_j act(&lt;w*_j, x&gt;) on x ~ N(0, I_d) with an orthonormal basis w*.
/// </summary>
internal static class TeacherBasis
{
    // Directions that were orthonormalised in double precision are closer than this, others are not.
    private const double Tolerance = 1e-10;

    /// <summary>Refuses any other teacher.</summary>
    /// <exception cref="CompositionException">Another law, activation or number of outputs, or directions that are not an orthonormal basis.</exception>
    public static void Check(ITwoLayerTeacher teacher)
    {
        var (weights, outputs, activation) = teacher.Neurons;
        if (teacher.Inputs is not StandardGaussian || activation is not HomogeneousActivation || outputs.ColumnCount != 1)
        {
            throw Refusal($"{outputs.ColumnCount} outputs, the activation '{activation.Name}' and inputs from {teacher.Inputs.GetType().Name}");
        }

        if (weights.RowCount != weights.ColumnCount)
        {
            throw Refusal($"{weights.RowCount} directions in {weights.ColumnCount} dimensions");
        }

        var deviation = (weights.TransposeAndMultiply(weights) - Matrix<double>.Build.DenseIdentity(weights.RowCount)).Enumerate().Max(Math.Abs);
        if (!(deviation <= Tolerance))
        {
            throw Refusal($"directions w with W W^T = I up to {deviation:g2} only");
        }
    }

    private static CompositionException Refusal(string what) => new(
        $"the teacher has {what}; symmetric particles need one output, relu or abs activations, standard Gaussian inputs and as many "
        + $"orthonormal directions as dimensions (up to {Tolerance:g1}), as the teacher 'abs' has");
}

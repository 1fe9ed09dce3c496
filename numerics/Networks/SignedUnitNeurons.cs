using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Laws;

namespace BeyondNtk.Numerics.Networks;

/// <summary>Teachers sum_j s_j relu(&lt;e_j, x&gt;) with unit e_j, s_j of 1 and -1 and x on the unit sphere, for which there are closed forms.</summary>
public static class SignedUnitNeurons
{
    // To rounding of the draws.
    private const double Rounding = 1e-9;

    /// <summary>Why a teacher is none of these, in words after "the teacher"; null if it is one.</summary>
    /// <param name="teacher">The teacher.</param>
    public static string? WhyNot(ITwoLayerTeacher teacher) => teacher.Neurons switch
    {
        _ when teacher.Inputs is not UnitSphere => $"has inputs of {teacher.Inputs.GetType().Name}",
        { Outputs.ColumnCount: > 1 and var outputs } => $"has {outputs} outputs",
        { Biases: not null } => "has biases",
        { Activation: var activation } when activation != HomogeneousActivation.Relu => $"has the activation {activation.Name}",
        var neurons when neurons.Outputs.Enumerate().Any(output => Math.Abs(output) != 1) => "has outputs other than 1 and -1",
        var neurons when neurons.Weights.RowNorms(2).Any(norm => Math.Abs(norm - 1) > Rounding) => "has neurons that are not of unit length",
        _ => null,
    };
}

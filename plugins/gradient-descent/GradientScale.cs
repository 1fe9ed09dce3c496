using BeyondNtk.Abstractions.Capabilities;

namespace BeyondNtk.GradientDescent;

/// <summary>What a step size multiplies.</summary>
public enum GradientScale
{
    /// <summary>m dL/dw_i for a block of m neurons, the gradient of the paper: the step size then does not depend on the width.</summary>
    MeanField,

    /// <summary>dL/dw_i.</summary>
    Plain,
}

/// <summary>Scales of gradients.</summary>
internal static class GradientScales
{
    /// <summary>The factor of a block's gradient.</summary>
    public static double Factor(this GradientScale scale, ParameterBlock block) => scale == GradientScale.MeanField ? block.Neurons : 1;
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.GradientDescent;

/// <summary>The norm of a gradient as a metric.</summary>
internal static class GradientNorm
{
    public static Metric Of(ReadOnlySpan<double> gradient) => new("gradient-norm", TensorPrimitives.Norm(gradient));
}

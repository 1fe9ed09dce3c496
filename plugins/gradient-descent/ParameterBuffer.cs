using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;

namespace BeyondNtk.GradientDescent;

/// <summary>Arrays of as many numbers as a model has parameters, such as its gradient.</summary>
internal static class ParameterBuffer
{
    /// <summary>Allocates one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="together">How many of them the optimizer has in total.</param>
    /// <exception cref="CompositionException">Together they do not fit in memory.</exception>
    public static double[] New(ITrainable model, int together)
    {
        var count = model.Parameters.Length;
        MemoryNeed.Require(
            $"a step over the {count} parameters of the model", count, "parameters", number => Enumerable.Repeat(ArraySize.Of<double>(number), together));
        return new double[count];
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.LossesAndPenalties;

/// <summary>Options of the penalty "squared-norm".</summary>
public sealed class SquaredNormOptions
{
    /// <summary>The names of the blocks whose squares are added up; none means all that the model trains.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];
}

/// <summary>The sum of the squares of all parameters, or of those of chosen blocks: weight decay.</summary>
public sealed class SquaredNorm(SquaredNormOptions options, ITrainable model) : IPenalty
{
    private readonly ParameterBlock[] _blocks = [.. model.Choose(options.Blocks)];

    /// <inheritdoc/>
    public double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        var sum = 0.0;
        foreach (var block in _blocks)
        {
            var values = parameters.Slice(block.Offset, block.Length);
            var slope = gradient.Slice(block.Offset, block.Length);
            TensorPrimitives.MultiplyAdd(values, 2 * weight, slope, slope);
            sum += TensorPrimitives.Dot(values, values);
        }

        return sum;
    }
}

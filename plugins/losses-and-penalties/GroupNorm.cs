using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.LossesAndPenalties;

/// <summary>Options of the penalty "group-norm".</summary>
public sealed class GroupNormOptions
{
    /// <summary>The names of the blocks whose neurons are the groups; none means all that the model trains.</summary>
    public IReadOnlyList<string> Blocks { get; init; } = [];

    /// <summary>The power q of each neuron's norm: 1 for a group lasso, 4 for ||W||_{2,4}^4.</summary>
    [Range(1.0, 100.0)]
    public double Power { get; init; } = 4;
}

/// <summary>sum_i ||w_i||_2^q over the neurons of the chosen blocks. A neuron that is zero has slope zero.</summary>
public sealed class GroupNorm(GroupNormOptions options, ITrainable model) : IPenalty
{
    private readonly ParameterBlock[] _blocks = [.. model.Choose(options.Blocks)];

    /// <inheritdoc/>
    public double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        var sum = 0.0;
        foreach (var block in _blocks)
        {
            for (var i = 0; i < block.Neurons; i++)
            {
                var neuron = block.Row(i);
                var norm = TensorPrimitives.Norm(parameters[neuron]);
                sum += Math.Pow(norm, options.Power);
                if (norm > 0)
                {
                    TensorPrimitives.MultiplyAdd(parameters[neuron], weight * options.Power * Math.Pow(norm, options.Power - 2), gradient[neuron], gradient[neuron]);
                }
            }
        }

        return sum;
    }
}

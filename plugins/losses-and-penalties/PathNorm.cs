using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.LossesAndPenalties;

/// <summary>
/// sum_i ||a_i|| ||w_i||, the hidden weights of each neuron times its output weights: the total variation of the measure sum_i a_i ||w_i|| delta_i that a
/// two-layer network is. Where a factor is zero its slope is taken as zero.
/// </summary>
public sealed class PathNorm : IPenalty
{
    private readonly ParameterBlock _hidden;
    private readonly ParameterBlock _outputs;

    /// <summary>Looks up the blocks.</summary>
    /// <exception cref="CompositionException">The model does not train both the hidden and the output weights of one layer of neurons.</exception>
    public PathNorm(ITrainable model)
    {
        (_hidden, _outputs) = (model.Require(BlockRole.HiddenWeights), model.Require(BlockRole.OutputWeights));
        if (_hidden.Neurons != _outputs.Neurons)
        {
            throw new CompositionException($"the path norm needs an output weight beside the hidden weights of every neuron; the model has {_hidden.Neurons} and {_outputs.Neurons} of them");
        }
    }

    /// <inheritdoc/>
    public double AddGradient(ReadOnlySpan<double> parameters, double weight, Span<double> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < _hidden.Neurons; i++)
        {
            var (hidden, output) = (_hidden.Row(i), _outputs.Row(i));
            var w = parameters[hidden];
            var a = parameters[output];
            var (normW, normA) = (TensorPrimitives.Norm(w), TensorPrimitives.Norm(a));
            sum += normW * normA;
            if (normW > 0)
            {
                TensorPrimitives.MultiplyAdd(w, weight * normA / normW, gradient[hidden], gradient[hidden]);
            }

            if (normA > 0)
            {
                TensorPrimitives.MultiplyAdd(a, weight * normW / normA, gradient[output], gradient[output]);
            }
        }

        return sum;
    }
}

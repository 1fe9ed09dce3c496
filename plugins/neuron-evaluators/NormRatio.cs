using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Options of the evaluator "norm-ratio".</summary>
public sealed class NormRatioOptions
{
    /// <summary>The hidden layer whose weights it is of, 1 for the first.</summary>
    public int Layer { get; init; } = 1;
}

/// <summary>
/// m ||W||_{2,4}^4 / ||W||_F^4 of a layer's m weight vectors, in [1, m]: 1 where all have the same norm, m where all but one are zero (Allen-Zhu, Li and Liang 2019, figure 3). At a
/// Gaussian start in d dimensions it is 1 + 2/d for large m.
/// </summary>
[Measures("ratio")]
public sealed class NormRatio : IEvaluator
{
    private readonly ITrainable _model;
    private readonly ParameterBlock _block;

    /// <summary>Looks up the layer.</summary>
    /// <exception cref="CompositionException">The model does not train its weights.</exception>
    public NormRatio(NormRatioOptions options, ITrainable model) => (_model, _block) = (model, model.Require(BlockRole.HiddenWeights, options.Layer));

    /// <inheritdoc/>
    public IReadOnlyList<Metric> Evaluate()
    {
        var (squares, fourth) = (0.0, 0.0);
        for (var i = 0; i < _block.Neurons; i++)
        {
            var square = TensorPrimitives.SumOfSquares<double>(_model.Parameters[_block.Row(i)]);
            squares += square;
            fourth += square * square;
        }

        // All weights can be zero, but then no neuron is larger than another.
        return squares == 0 ? [Metric.Undefined("ratio")] : [new("ratio", _block.Neurons * fourth / (squares * squares)) { Quantity = "norm ratio", Axis = MetricAxis.Log }];
    }
}

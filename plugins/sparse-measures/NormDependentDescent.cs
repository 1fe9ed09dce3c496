using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.SparseMeasures;

/// <summary>Options of the optimizer "norm-dependent-gradient-descent".</summary>
public sealed class NormDependentDescentOptions
{
    /// <summary>The step size alpha.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.5;

    /// <summary>The number of steps.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 10_000;
}

/// <summary>
/// Gradient descent with a step that depends on the neuron's norms, a reconstruction of Akiyama and Suzuki (2021):
/// a_j &lt;- a_j - alpha (|a_j| / ||w_j||) dF/da_j and w_j &lt;- w_j - alpha (||w_j|| / |a_j|) dF/dw_j. It does not see how a neuron's mass is split between
/// a_j and ||w_j||: rescaled to (c a_j, w_j / c), the network takes the same path. A neuron of which either is zero stays where it is.
/// </summary>
public sealed class NormDependentDescent : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly NormDependentDescentOptions _options;
    private readonly ITrainable _model;
    private readonly IGradientOracle _oracle;
    private readonly ParameterBlock _hidden;
    private readonly ParameterBlock _outputs;
    private readonly double[] _gradient;

    /// <summary>Looks up the blocks, and binds the model to the objective.</summary>
    /// <exception cref="CompositionException">The model does not train hidden weights and, beside them, an output weight of each neuron, and nothing else.</exception>
    public NormDependentDescent(NormDependentDescentOptions options, ITrainable model, Objective objective)
    {
        (_options, _model) = (options, model);
        (_hidden, _outputs) = model.RequireTwoLayers();
        _oracle = model.Bind(objective);
        _gradient = new double[model.Parameters.Length];
    }

    /// <inheritdoc/>
    public string Advice => "a smaller step size may help";

    /// <inheritdoc/>
    public long Steps => _options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var parameters = _model.Parameters;
        var value = _oracle.Gradient(parameters, _gradient);
        for (var j = 0; j < _hidden.Neurons; j++)
        {
            var w = parameters[_hidden.Row(j)];
            var a = parameters[_outputs.Row(j)];
            var (normW, normA) = (TensorPrimitives.Norm<double>(w), TensorPrimitives.Norm<double>(a));
            if (normW > 0 && normA > 0)
            {
                TensorPrimitives.MultiplyAdd(_gradient.AsSpan(_hidden.Row(j)), -_options.StepSize * normW / normA, w, w);
                TensorPrimitives.MultiplyAdd(_gradient.AsSpan(_outputs.Row(j)), -_options.StepSize * normA / normW, a, a);
            }
        }

        return new StepResult(value);
    }

    /// <summary>The norm of the last gradient.</summary>
    public IReadOnlyList<Metric> StepReport() => [new("gradient-norm", TensorPrimitives.Norm<double>(_gradient)) { Axis = MetricAxis.Log }];

    /// <summary>Writes nothing: the parameters are the whole state.</summary>
    public void Save(BinaryWriter state)
    {
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
    }
}

using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent;

/// <summary>Options of the optimizer "gradient-descent".</summary>
public sealed class PlainGradientDescentOptions
{
    /// <summary>The step size eta.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The number of steps.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 10_000;

    /// <summary>What the step size multiplies: the mean-field gradient m dL/dw, or dL/dw itself.</summary>
    public GradientScale GradientScale { get; init; } = GradientScale.MeanField;
}

/// <summary>Gradient descent with a constant step size.</summary>
public sealed class PlainGradientDescent(PlainGradientDescentOptions options, ITrainable model, Objective objective) : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = ParameterBuffer.New(model, together: 1);

    /// <inheritdoc/>
    public string Advice => "a smaller step size may help";

    /// <inheritdoc/>
    public long Steps => options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var loss = _oracle.Gradient(model.Parameters, _gradient);

        // By index: an enumerator of the list would be allocated at every step.
        for (var b = 0; b < model.Blocks.Count; b++)
        {
            var block = model.Blocks[b];
            var rate = options.StepSize * options.GradientScale.Factor(block);
            var parameters = model.Parameters.Slice(block.Offset, block.Length);
            var gradient = _gradient.AsSpan(block.Offset, block.Length);
            for (var k = 0; k < parameters.Length; k++)
            {
                parameters[k] -= rate * gradient[k];
            }
        }

        return new StepResult(loss);
    }

    /// <summary>The norm of the last gradient.</summary>
    public IReadOnlyList<Metric> StepReport() => [GradientNorm.Of(_gradient)];

    /// <summary>Writes nothing: the parameters are the whole state.</summary>
    public void Save(BinaryWriter state)
    {
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
    }
}

using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
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

    /// <summary>What the step size is: the number itself, or that number over the value of the objective.</summary>
    public StepLaw StepLaw { get; init; } = StepLaw.Constant;
}

/// <summary>How a step size follows the objective.</summary>
public enum StepLaw
{
    /// <summary>It does not.</summary>
    Constant,

    /// <summary>
    /// It is divided by the objective's value. Where a loss such as the logistic one goes to zero its gradient does too: the step then stays as long as it was, and late phases of
    /// gradient flow are reached in few steps. It ends where the loss falls below 1e-290.
    /// </summary>
    OverLoss,

    /// <summary>
    /// The same, but in place of an end all parameters are divided by sqrt(2). A two-layer network of a homogeneous activation without biases has then the same direction and half of its
    /// margins, and goes on; how far it moved means nothing any more.
    /// </summary>
    OverLossRescaled,
}

/// <summary>Gradient descent with a constant step size, or one that follows 1/loss.</summary>
public sealed class PlainGradientDescent(PlainGradientDescentOptions options, ITrainable model, Objective objective) : IOptimizer, IResumable, IDivergenceAdvice
{
    // Below, gradients of a loss that decreases exponentially are no longer exact; with a step over the loss there is then nothing left to follow.
    private const double Vanished = 1e-290;

    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = ParameterBuffer.New(model, together: 1);
    private double _stepSize = options.StepSize;

    /// <inheritdoc/>
    public string Advice => "a smaller step size may help";

    /// <inheritdoc/>
    public long Steps => options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var loss = _oracle.Gradient(model.Parameters, _gradient);
        if (options.StepLaw != StepLaw.Constant)
        {
            if (loss < Vanished)
            {
                return Vanish(loss);
            }

            _stepSize = options.StepSize / loss;
        }

        // By index: an enumerator of the list would be allocated at every step.
        for (var b = 0; b < model.Blocks.Count; b++)
        {
            var block = model.Blocks[b];
            var rate = _stepSize * options.GradientScale.Factor(block);
            var parameters = model.Parameters.Slice(block.Offset, block.Length);
            var gradient = _gradient.AsSpan(block.Offset, block.Length);
            for (var k = 0; k < parameters.Length; k++)
            {
                parameters[k] -= rate * gradient[k];
            }
        }

        return new StepResult(loss);
    }

    private StepResult Vanish(double loss)
    {
        if (options.StepLaw == StepLaw.OverLoss)
        {
            return new StepResult(loss, Finished: true);
        }

        TensorPrimitives.Multiply(model.Parameters, Math.Sqrt(0.5), model.Parameters);
        return new StepResult(loss);
    }

    /// <summary>The norm of the last gradient, and the step size where it changes.</summary>
    public IReadOnlyList<Metric> StepReport()
        => options.StepLaw != StepLaw.Constant ? [GradientNorm.Of(_gradient), new("step-size", _stepSize) { Quantity = "step size", Axis = MetricAxis.Log }] : [GradientNorm.Of(_gradient)];

    /// <summary>Writes nothing: the parameters are the whole state.</summary>
    public void Save(BinaryWriter state)
    {
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
    }
}

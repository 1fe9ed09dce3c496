using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Testing.Fakes;

/// <summary>Options of <see cref="GradientStepper"/>.</summary>
public sealed class GradientStepperOptions
{
    /// <summary>The step size.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The number of steps.</summary>
    [Range(1, long.MaxValue)]
    public long Steps { get; init; } = 100;
}

/// <summary>The smallest optimizer: parameters &lt;- parameters - step size times gradient.</summary>
/// <param name="options">Its options.</param>
/// <param name="model">The model.</param>
/// <param name="objective">What the gradient is the gradient of.</param>
public sealed class GradientStepper(GradientStepperOptions options, ITrainable model, Objective objective) : IOptimizer, IResumable
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = new double[model.Parameters.Length];

    /// <inheritdoc/>
    public long Steps => options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var loss = _oracle.Gradient(model.Parameters, _gradient);
        for (var k = 0; k < _gradient.Length; k++)
        {
            model.Parameters[k] -= options.StepSize * _gradient[k];
        }

        return new StepResult(loss);
    }

    /// <summary>Writes nothing: the parameters are the whole state.</summary>
    public void Save(BinaryWriter state)
    {
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
    }
}

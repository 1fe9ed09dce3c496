using System.ComponentModel.DataAnnotations;

namespace MyPlugin;

/// <summary>Options of the optimizer "my-plugin".</summary>
public sealed class MyPluginOptimizerOptions
{
    /// <summary>The step size, which multiplies dL/dparameter.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The number of steps.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 1000;
}

/// <summary>Gradient descent. It fits any model that has a gradient.</summary>
public sealed class MyPluginOptimizer(MyPluginOptimizerOptions options, ITrainable model, Objective objective) : IOptimizer, IResumable
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = new double[model.Parameters.Length];

    /// <inheritdoc/>
    public long Steps => options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var parameters = model.Parameters;
        var loss = _oracle.Gradient(parameters, _gradient);
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] -= options.StepSize * _gradient[i];
        }

        return new StepResult(loss);
    }

    /// <summary>
    /// Writes nothing: the host keeps the parameters. Everything else that a step changes is written here, and read below, so that an interrupted run
    /// resumes to the same bits: a velocity by state.WriteArray&lt;double&gt;(velocity), and state.ReadArray&lt;double&gt;(velocity).
    /// </summary>
    public void Save(BinaryWriter state)
    {
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
    }
}

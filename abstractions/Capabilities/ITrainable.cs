using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A model with a gradient.</summary>
public interface ITrainable : IModel
{
    /// <summary>How <see cref="Parameters"/> divides into blocks of neurons, in order and without gaps.</summary>
    IReadOnlyList<ParameterBlock> Blocks { get; }

    /// <summary>All trainable parameters, flat. An optimizer writes here.</summary>
    Span<double> Parameters { get; }

    /// <summary>
    /// Binds the model to the loss of an objective. Packing, blocks, precision and threads are decided here, once. Penalties are no concern of the
    /// model: an optimizer calls <see cref="Gradients.Bind"/>, which adds them.
    /// </summary>
    /// <exception cref="CompositionException">The model has no gradient of this loss.</exception>
    IGradientOracle BindLoss(Objective objective);
}

/// <summary>Gives an objective's value and gradient. Parameters in, loss and gradient out: one virtual call per step.</summary>
public interface IGradientOracle
{
    /// <summary>
    /// The number N of examples a mini-batch can be chosen from; 0 if the objective is the population loss or draws new examples each time.
    /// </summary>
    int Examples { get; }

    /// <summary>The objective and its gradient at the given parameters.</summary>
    /// <param name="parameters">Flat, as <see cref="ITrainable.Parameters"/>.</param>
    /// <param name="gradient">Overwritten with dL/dparameter, flat.</param>
    /// <param name="batch">Which of the <see cref="Examples"/> to average over, of any length; empty means all.</param>
    /// <returns>The loss, averaged over the same examples, and the penalties of the objective.</returns>
    double Gradient(ReadOnlySpan<double> parameters, Span<double> gradient, ReadOnlySpan<int> batch = default);
}

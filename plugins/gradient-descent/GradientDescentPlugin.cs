using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.GradientDescent;

/// <summary>Registers the optimizers that follow a gradient.</summary>
public sealed class GradientDescentPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddOptimizer<PlainGradientDescent, PlainGradientDescentOptions>("gradient-descent")
        .AddOptimizer<TruncatedGradientDescent, TruncatedGradientDescentOptions>("truncated-gradient-descent")
        .AddOptimizer<StochasticGradientDescent, StochasticGradientDescentOptions>("sgd");
}

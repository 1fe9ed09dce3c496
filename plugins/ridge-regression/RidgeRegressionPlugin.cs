using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.RidgeRegression;

/// <summary>Registers the closed-form fits of kernels and of features.</summary>
public sealed class RidgeRegressionPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddOptimizer<KernelRidge, KernelRidgeOptions>("kernel-ridge")
        .AddOptimizer<FeatureRidge, FeatureRidgeOptions>("feature-ridge");
}

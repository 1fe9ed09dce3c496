using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.RandomFeaturesBaseline;

/// <summary>Registers the model "random-features".</summary>
public sealed class RandomFeaturesBaselinePlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddModel<RandomFeatures, RandomFeaturesOptions>("random-features");
}

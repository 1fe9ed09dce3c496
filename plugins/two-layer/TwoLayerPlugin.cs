using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.TwoLayer;

/// <summary>Registers the model "two-layer".</summary>
public sealed class TwoLayerPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddModel<TwoLayerNetwork, TwoLayerOptions>("two-layer");
}

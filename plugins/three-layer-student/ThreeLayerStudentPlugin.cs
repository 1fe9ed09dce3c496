using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>Registers the networks of three layers, what is made of their starts, and the algorithms of their theory.</summary>
public sealed class ThreeLayerStudentPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddModel<ThreeLayerNetwork, ThreeLayerOptions>("three-layer")
        .AddModel<ThreeLayerTangent, ThreeLayerTangentOptions>("three-layer-tangent")
        .AddModel<ThreeLayerTangentKernel, ThreeLayerStartOptions>("three-layer-tangent-kernel")
        .AddModel<LastLayer, LastLayerOptions>("last-layer")
        .AddOptimizer<IncrementSgd, IncrementSgdOptions>("increment-sgd")
        .AddOptimizer<SmoothedSgd, SmoothedSgdOptions>("smoothed-sgd");
}

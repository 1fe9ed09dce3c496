using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.SignedStudent;

/// <summary>Registers two-layer networks with signed output weights, and the same linearised at their start.</summary>
public sealed class SignedStudentPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddModel<TwoLayerNetwork, TwoLayerOptions>("two-layer")
        .AddModel<FixedDirections, FixedDirectionsOptions>("fixed-directions")
        .AddModel<TangentNetwork, TwoLayerOptions>("two-layer-tangent");
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.SignedStudent;

/// <summary>Registers the model "two-layer".</summary>
public sealed class SignedStudentPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddModel<TwoLayerNetwork, TwoLayerOptions>("two-layer");
}

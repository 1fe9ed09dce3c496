using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.NtkBaseline;

/// <summary>Registers the model "ntk".</summary>
public sealed class NtkBaselinePlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddModel<NtkModel, NtkOptions>("ntk");
}

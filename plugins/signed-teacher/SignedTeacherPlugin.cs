using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.SignedTeacher;

/// <summary>Registers the teacher "signed-network".</summary>
public sealed class SignedTeacherPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts.AddTeacher<SignedNetwork, SignedNetworkOptions>("signed-network");
}

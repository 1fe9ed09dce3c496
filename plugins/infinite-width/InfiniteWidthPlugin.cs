using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.InfiniteWidth;

/// <summary>Registers the model "symmetric-particles" and the evaluator "orbit-terms".</summary>
public sealed class InfiniteWidthPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddModel<SymmetricParticles, SymmetricParticlesOptions>("symmetric-particles")
        .AddEvaluator<OrbitTermsEvaluator, NoOptions>("orbit-terms");
}

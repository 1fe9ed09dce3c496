using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.ExcessRisk;

/// <summary>Registers what is particular to training in two phases and to its excess risk beside that of linear estimators (Akiyama and Suzuki 2022).</summary>
public sealed class ExcessRiskPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddOptimizer<TwoPhaseDescent, TwoPhaseOptions>("two-phase-gradient-descent")
        .AddEvaluator<NeuronRecovery, NoOptions>("neuron-recovery")
        .AddEvaluator<LinearLowerBound, LinearLowerBoundOptions>("linear-lower-bound");
}

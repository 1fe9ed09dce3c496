using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.SparseMeasures;

/// <summary>Registers what is particular to networks seen as measures on the sphere (Akiyama and Suzuki 2021).</summary>
public sealed class SparseMeasuresPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddOptimizer<NormDependentDescent, NormDependentDescentOptions>("norm-dependent-gradient-descent")
        .AddEvaluator<MeasureEvaluator, MeasureOptions>("measure")
        .AddEvaluator<CertificateEvaluator, CertificateOptions>("dual-certificate")
        .AddEvaluator<FirstOrderRecovery, FirstOrderRecoveryOptions>("first-order-recovery");
}

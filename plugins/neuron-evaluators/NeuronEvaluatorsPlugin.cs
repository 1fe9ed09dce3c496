using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.NeuronEvaluators;

/// <summary>Registers the evaluators that look at neurons.</summary>
public sealed class NeuronEvaluatorsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddEvaluator<TensorTermsEvaluator, TensorTermsOptions>("tensor-terms")
        .AddEvaluator<NeuronAlignmentEvaluator, NeuronAlignmentOptions>("neuron-alignment")
        .AddEvaluator<LotteryEvaluator, LotteryOptions>("lottery")
        .AddEvaluator<NormRatio, NormRatioOptions>("norm-ratio");
}

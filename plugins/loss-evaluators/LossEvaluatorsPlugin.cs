using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.LossEvaluators;

/// <summary>Registers the evaluators of losses.</summary>
public sealed class LossEvaluatorsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddEvaluator<PopulationLossEvaluator, PopulationLossOptions>("population-loss")
        .AddEvaluator<HeldOutLossEvaluator, HeldOutLossOptions>("held-out-loss")
        .AddEvaluator<TrainingLossEvaluator, NoOptions>("training-loss")
        .AddEvaluator<PrintedValues, PrintedValuesOptions>("printed-values");
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Margins;

/// <summary>Registers evaluators of classifiers with labels -1 and 1: error, margins and how far training went.</summary>
public sealed class MarginsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddEvaluator<ClassificationError, ClassificationErrorOptions>("classification-error")
        .AddEvaluator<NormalisedMargin, NoOptions>("normalised-margin")
        .AddEvaluator<GlobalMargin, GlobalMarginOptions>("global-margin")
        .AddEvaluator<NtkMargin, NtkMarginOptions>("ntk-margin")
        .AddEvaluator<DirectionsMargin, DirectionsMarginOptions>("directions-margin")
        .AddEvaluator<GuessingLaw, NoOptions>("guessing-law")
        .AddEvaluator<Movement, NoOptions>("movement")
        .AddEvaluator<WinningDirections, WinningDirectionsOptions>("winning-directions");
}

using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.SmoothConcepts;

/// <summary>Registers the smooth teachers and their complexities.</summary>
public sealed class SmoothConceptsPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Register(PartRegistry parts) => parts
        .AddTeacher<SmoothProduct, SmoothProductOptions>("smooth-product")
        .AddTeacher<TwoLayerConcept, TwoLayerConceptOptions>("two-layer-concept")
        .AddTeacher<ThreeLayerConcept, ThreeLayerConceptOptions>("three-layer-concept")
        .AddEvaluator<ConceptComplexity, ConceptComplexityOptions>("concept-complexity");
}

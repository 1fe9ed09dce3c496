using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.Abstractions.Parts;

/// <summary>An evaluator measures a model, at a cadence that the host keeps. It changes nothing.</summary>
/// <remarks>
/// Like an optimizer it names what it needs in its constructor, for instance <c>(ITwoLayerNetwork model, ITwoLayerTeacher teacher)</c>. Each learner
/// has its own instance.
/// </remarks>
public interface IEvaluator
{
    /// <summary>Measures the model as it is now. The same names come back in the same order at every call.</summary>
    IReadOnlyList<Metric> Evaluate();
}

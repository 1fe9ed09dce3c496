using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>
/// A teacher, or an evaluator, that knows values worth comparing with: losses that no learner of some kind gets below, what a theory predicts. Tables and
/// plots show them beside what was measured.
/// </summary>
public interface IReferenceLevels
{
    /// <summary>
    /// The levels, highest first. An evaluator is asked once, after its last <see cref="IEvaluator.Evaluate"/>; of levels of the same quantity and label
    /// that evaluators of several learners give, the first learner's count.
    /// </summary>
    IReadOnlyList<ReferenceLevel> ReferenceLevels { get; }
}

/// <summary>A level drawn in plots and shown in tables.</summary>
/// <param name="Quantity">The quantity it is a value of; metrics of the same quantity are compared with it (see <see cref="Quantities"/>).</param>
/// <param name="Label">What it is, in a few words.</param>
/// <param name="Value">Its value.</param>
public sealed record ReferenceLevel(string Quantity, string Label, double Value);

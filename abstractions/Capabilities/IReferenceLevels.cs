using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Abstractions.Capabilities;

/// <summary>A teacher that knows losses worth comparing with, such as its variance.</summary>
public interface IReferenceLevels : ITeacher
{
    /// <summary>The levels, highest first.</summary>
    IReadOnlyList<ReferenceLevel> ReferenceLevels { get; }
}

/// <summary>A level drawn in plots and shown in tables.</summary>
/// <param name="Quantity">The quantity it is a value of; metrics of the same quantity are compared with it (see <see cref="Quantities"/>).</param>
/// <param name="Label">What it is, in a few words.</param>
/// <param name="Value">Its value.</param>
public sealed record ReferenceLevel(string Quantity, string Label, double Value);

using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.SmoothConcepts;

/// <summary>A teacher made of smooth functions.</summary>
public interface IConcept : ITeacher
{
    /// <summary>The functions of linear forms of the input.</summary>
    IReadOnlyList<SmoothFunction> Inner { get; }

    /// <summary>The function of sums of p2 of these, and p2; null in a concept of two layers.</summary>
    (SmoothFunction Function, int Terms)? Outer { get; }
}

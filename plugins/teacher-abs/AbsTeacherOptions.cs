using System.ComponentModel.DataAnnotations;
using BeyondNtk.Numerics.Networks;

namespace BeyondNtk.TeacherAbs;

/// <summary>Options of the teacher "abs".</summary>
public sealed class AbsTeacherOptions
{
    /// <summary>The input dimension d, which is also the number of teacher neurons.</summary>
    [Range(1, 100_000)]
    public int Dimension { get; init; } = 30;

    /// <summary>The activation. The paper's teacher has abs.</summary>
    public ActivationName Activation { get; init; } = ActivationName.Abs;

    /// <summary>
    /// The orthonormal directions w*_j: the coordinate axes, a random rotation of them (Haar measure), or the columns of Hadamard matrices on
    /// random blocks of coordinates (theorem 2's hard instances, with the coefficients 'one-to-two').
    /// </summary>
    public Directions Directions { get; init; } = Directions.Identity;

    /// <summary>
    /// The size r of a block of 'hadamard-blocks': a power of two that divides d and whose square is at most d. Unused with other directions.
    /// </summary>
    [Range(1, 100_000)]
    public int BlockSize { get; init; } = 2;

    /// <summary>
    /// The coefficients a_j, which sum to 1: all 1/d, drawn uniformly in [1/(kappa d), kappa/d] and then normalised, or drawn uniformly in
    /// [1, 2] and then normalised.
    /// </summary>
    public Coefficients Coefficients { get; init; } = Coefficients.Equal;

    /// <summary>The spread kappa of the coefficients 'drawn'; unused with others.</summary>
    [Range(1, 1000.0)]
    public double Kappa { get; init; } = 2;
}

/// <summary>Where the teacher's directions come from.</summary>
public enum Directions
{
    /// <summary>The coordinate axes.</summary>
    Identity,

    /// <summary>A rotation drawn from the Haar measure.</summary>
    Rotation,

    /// <summary>The columns of normalised Hadamard matrices on random blocks of coordinates (Li, Ma and Zhang 2020, definition 26).</summary>
    HadamardBlocks,
}

/// <summary>Where the teacher's coefficients come from.</summary>
public enum Coefficients
{
    /// <summary>All 1/d.</summary>
    Equal,

    /// <summary>Drawn uniformly in [1/(kappa d), kappa/d], then normalised to sum 1.</summary>
    Drawn,

    /// <summary>Drawn uniformly in [1, 2], then normalised to sum 1 (Li, Ma and Zhang 2020, definition 26).</summary>
    OneToTwo,
}

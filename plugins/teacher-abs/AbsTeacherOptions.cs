using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.TeacherAbs;

/// <summary>Options of the teacher "abs".</summary>
public sealed class AbsTeacherOptions
{
    /// <summary>The input dimension d, which is the number of teacher neurons too.</summary>
    [Range(1, 100_000)]
    public int Dimension { get; init; } = 30;

    /// <summary>The orthonormal directions w*_j: the coordinate axes, or a random rotation of them (Haar measure).</summary>
    public Directions Directions { get; init; } = Directions.Identity;

    /// <summary>The coefficients a_j, which sum to 1: all 1/d, or drawn uniformly in [1/(kappa d), kappa/d] and then normalised.</summary>
    public Coefficients Coefficients { get; init; } = Coefficients.Equal;

    /// <summary>The spread kappa of drawn coefficients; unused when they are equal.</summary>
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
}

/// <summary>Where the teacher's coefficients come from.</summary>
public enum Coefficients
{
    /// <summary>All 1/d.</summary>
    Equal,

    /// <summary>Drawn uniformly, then normalised to sum 1.</summary>
    Drawn,
}

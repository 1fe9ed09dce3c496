using System.ComponentModel.DataAnnotations;

namespace BeyondNtk.RidgeRegression;

/// <summary>Options of the optimizer "kernel-ridge".</summary>
public sealed class KernelRidgeOptions
{
    /// <summary>The ridge added to the diagonal of the kernel matrix.</summary>
    [Range(0, double.MaxValue)]
    public double Ridge { get; init; } = 1e-6;

    /// <summary>What the ridge means: a multiple of the mean diagonal entry, or the number itself.</summary>
    public RidgeScale RidgeScale { get; init; } = RidgeScale.Relative;

    /// <summary>How the system is solved: by a Cholesky factorisation of the stored matrix, or by conjugate gradients.</summary>
    public Solver Solver { get; init; } = Solver.Direct;

    /// <summary>
    /// Iterative only: the most memory in GiB that the kernel is kept in (half of its entries are enough). A kernel that needs more is computed
    /// again, block by block, in every iteration; the result is the same. Not set: 2.
    /// </summary>
    [Range(0, 1e6)]
    public double? Memory { get; init; }

    /// <summary>Iterative only: the relative residual at which it stops. Not set: 1e-8.</summary>
    [Range(1e-15, 1)]
    public double? Tolerance { get; init; }

    /// <summary>Iterative only: the largest number of iterations. Not set: 1000.</summary>
    [Range(1, 1_000_000)]
    public int? MaxIterations { get; init; }

    internal const double DefaultMemory = 2;
    internal const double DefaultTolerance = 1e-8;
    internal const int DefaultMaxIterations = 1000;
}

/// <summary>How a linear system is solved.</summary>
public enum Solver
{
    /// <summary>A Cholesky factorisation.</summary>
    Direct,

    /// <summary>Conjugate gradients.</summary>
    Iterative,
}

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
    /// The most memory in GiB that the iterative solver keeps the kernel in (half of its entries are enough). A kernel that needs more is
    /// computed anew, block by block, in every iteration; the result is the same.
    /// </summary>
    [Range(0, 1e6)]
    public double Memory { get; init; } = 2;

    /// <summary>The relative residual at which the iterative solver ends.</summary>
    [Range(1e-15, 1)]
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>The number of iterations the iterative solver takes at the most.</summary>
    [Range(1, 1_000_000)]
    public int MaxIterations { get; init; } = 1000;
}

/// <summary>How a linear system is solved.</summary>
public enum Solver
{
    /// <summary>A Cholesky factorisation.</summary>
    Direct,

    /// <summary>Conjugate gradients.</summary>
    Iterative,
}

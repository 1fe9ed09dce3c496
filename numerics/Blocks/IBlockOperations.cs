using BeyondNtk.Numerics.Linear;

namespace BeyondNtk.Numerics.Blocks;

/// <summary>
/// The operations on blocks that large products and factorisations are made of. Each runs only on the calling thread; the calls and their order are
/// the same regardless of the number of threads, and so are the bits of the result.
/// </summary>
internal interface IBlockOperations
{
    /// <summary>C = A B^T, C += A B^T or C -= A B^T.</summary>
    /// <param name="left">A, rows x inner.</param>
    /// <param name="right">B, columns x inner.</param>
    /// <param name="inner">The number of terms of a sum.</param>
    /// <param name="result">C, rows x columns.</param>
    /// <param name="mode">Whether C is set, added to or subtracted from.</param>
    void MultiplyNT(Rows left, Rows right, int inner, Rows result, ProductMode mode);

    /// <summary>X = X L^-T: solves against a lower triangular block.</summary>
    /// <param name="right">X, rows x size.</param>
    /// <param name="factor">L, size x size; what is above its diagonal is not read.</param>
    void SolveTriangular(Rows right, Rows factor);
}

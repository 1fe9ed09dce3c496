using BeyondNtk.Numerics.Blocks;
using BeyondNtk.Numerics.Linear;

namespace BeyondNtk.Numerics.Native;

/// <summary>Block operations of a native BLAS.</summary>
internal sealed unsafe class NativeBlockOperations(NativeBlas library) : IBlockOperations
{
    // Constants of the C interface to BLAS.
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;
    private const int Lower = 122;
    private const int NonUnit = 131;
    private const int Right = 142;

    public void MultiplyNT(Rows left, Rows right, int inner, Rows result, ProductMode mode)
        => library.Dgemm(
            RowMajor,
            NoTranspose,
            Transpose,
            left.Count,
            right.Count,
            inner,
            mode == ProductMode.Subtract ? -1 : 1,
            left.Pointer,
            (int)left.Stride,
            right.Pointer,
            (int)right.Stride,
            mode == ProductMode.Set ? 0 : 1,
            result.Pointer,
            (int)result.Stride);

    public void SolveTriangular(Rows right, Rows factor)
        => library.Dtrsm(
            RowMajor,
            Right,
            Lower,
            Transpose,
            NonUnit,
            right.Count,
            factor.Count,
            1,
            factor.Pointer,
            (int)factor.Stride,
            right.Pointer,
            (int)right.Stride);
}

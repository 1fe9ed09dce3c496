using System.Runtime.Intrinsics;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Linear;

/// <summary>
/// Products of matrices that are stored row by row, on the calling thread. As in BLAS, N is a matrix as it is and T its transpose: NN is A B, and
/// NT is A B^T, the inner products of the rows.
/// </summary>
public static unsafe class RowProducts
{
    /// <summary>Computes C = A B^T.</summary>
    /// <param name="a">n x k, row by row.</param>
    /// <param name="b">p x k, row by row.</param>
    /// <param name="inner">The length k of a row.</param>
    /// <param name="result">Receives n x p, row by row; it may be longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive, or the result is shorter.</exception>
    public static void MultiplyNT(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int inner, Span<double> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inner, 1);
        var (rows, columns) = (a.Length / inner, b.Length / inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, (long)rows * columns, nameof(result));
        fixed (double* left = a, right = b, target = result)
        {
            MultiplyNT(new Rows(left, inner, rows), new Rows(right, inner, columns), inner, new Rows(target, columns, rows), ProductMode.Set);
        }
    }

    /// <summary>The same for rows with a stride, on the widest vectors that the processor has.</summary>
    internal static void MultiplyNT(Rows left, Rows right, int inner, Rows result, ProductMode mode)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            DenseProduct<Lanes512<double>>.MultiplyNT(left, right, inner, result, mode);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            DenseProduct<Lanes256<double>>.MultiplyNT(left, right, inner, result, mode);
        }
        else
        {
            DenseProduct<Lanes128<double>>.MultiplyNT(left, right, inner, result, mode);
        }
    }

    /// <summary>Computes C = A B.</summary>
    /// <param name="a">n x k, row by row.</param>
    /// <param name="b">k x p, row by row.</param>
    /// <param name="inner">k.</param>
    /// <param name="result">Receives n x p, row by row.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive, or the result is shorter.</exception>
    internal static void MultiplyNN(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int inner, Span<double> result)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inner, 1);
        var (rows, columns) = (a.Length / inner, b.Length / inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, (long)rows * columns, nameof(result));
        fixed (double* left = a, right = b, target = result)
        {
            var (first, second, product) = (new Rows(left, inner, rows), new Rows(right, columns, inner), new Rows(target, columns, rows));
            if (Vector512.IsHardwareAccelerated)
            {
                DenseProduct<Lanes512<double>>.MultiplyNN(first, second, columns, product, ProductMode.Set);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                DenseProduct<Lanes256<double>>.MultiplyNN(first, second, columns, product, ProductMode.Set);
            }
            else
            {
                DenseProduct<Lanes128<double>>.MultiplyNN(first, second, columns, product, ProductMode.Set);
            }
        }
    }
}

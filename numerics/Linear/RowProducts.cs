using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics;

/// <summary>Inner products of the rows of two matrices: A B^T, the one dense product that kernels, features and Gram matrices need.</summary>
public static class RowProducts
{
    // Four rows by four rows make 16 sums and 8 operands, which stay in registers even where a vector takes two of them.
    private const int Tile = 4;

    // 512 doubles of each of the eight rows are 32 KiB: they stay in the first-level cache while a tile is summed.
    private const int Stretch = 512;

    /// <summary>Computes C = A B^T.</summary>
    /// <param name="a">n x k, row by row.</param>
    /// <param name="b">p x k, row by row.</param>
    /// <param name="inner">The length k of a row.</param>
    /// <param name="result">Receives n x p, row by row.</param>
    public static unsafe void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int inner, Span<double> result)
    {
        var rows = a.Length / inner;
        var columns = b.Length / inner;
        fixed (double* left = a, right = b, target = result)
        {
            for (var i = 0; i < rows; i += Tile)
            {
                for (var j = 0; j < columns; j += Tile)
                {
                    if (i + Tile <= rows && j + Tile <= columns)
                    {
                        FullTile(left + ((long)i * inner), right + ((long)j * inner), inner, target + ((long)i * columns) + j, columns);
                    }
                    else
                    {
                        PartTile(a, b, inner, result, columns, i, Math.Min(i + Tile, rows), j, Math.Min(j + Tile, columns));
                    }
                }
            }
        }
    }

    /// <summary>Computes the Gram matrix A A^T on several threads.</summary>
    /// <param name="a">n x k, row by row.</param>
    /// <param name="inner">The length k of a row.</param>
    /// <param name="team">The threads.</param>
    /// <returns>n x n, row by row.</returns>
    public static double[] Gram(double[] a, int inner, WorkerTeam team)
    {
        const int Panel = 64;
        var rows = a.Length / inner;
        var gram = new double[(long)rows * rows];
        var panels = (rows + Panel - 1) / Panel;
        team.Run(panels * (panels + 1) / 2, (item, _) =>
        {
            // Item number to a panel on or below the diagonal.
            var i = (int)((Math.Sqrt((8.0 * item) + 1) - 1) / 2);
            var j = item - (i * (i + 1) / 2);
            var height = Math.Min(Panel, rows - (i * Panel));
            var width = Math.Min(Panel, rows - (j * Panel));
            var block = new double[height * width];
            var partial = new double[height * width];
            for (var start = 0; start < inner; start += Stretch)
            {
                var length = Math.Min(Stretch, inner - start);
                Multiply(Columns(a, inner, i * Panel, height, start, length), Columns(a, inner, j * Panel, width, start, length), length, partial);
                for (var k = 0; k < block.Length; k++)
                {
                    block[k] += partial[k];
                }
            }

            for (var r = 0; r < height; r++)
            {
                for (var c = 0; c < width; c++)
                {
                    gram[((long)((i * Panel) + r) * rows) + (j * Panel) + c] = block[(r * width) + c];
                    gram[((long)((j * Panel) + c) * rows) + (i * Panel) + r] = block[(r * width) + c];
                }
            }
        });
        return gram;
    }

    // A stretch of a few rows, copied together.
    private static double[] Columns(double[] a, int inner, int row, int rows, int start, int length)
    {
        var copy = new double[rows * length];
        for (var r = 0; r < rows; r++)
        {
            a.AsSpan(((row + r) * inner) + start, length).CopyTo(copy.AsSpan(r * length));
        }

        return copy;
    }

    private static void PartTile(
        ReadOnlySpan<double> a, ReadOnlySpan<double> b, int inner, Span<double> result, int columns, int i0, int i1, int j0, int j1)
    {
        for (var i = i0; i < i1; i++)
        {
            for (var j = j0; j < j1; j++)
            {
                result[(i * columns) + j] = System.Numerics.Tensors.TensorPrimitives.Dot(a.Slice(i * inner, inner), b.Slice(j * inner, inner));
            }
        }
    }

    private static unsafe void FullTile(double* a, double* b, int inner, double* c, int columns)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector512<double> s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default;
        Vector512<double> s30 = default, s31 = default, s32 = default, s33 = default;
        var k = 0;
        for (; k + Vector512<double>.Count <= inner; k += Vector512<double>.Count)
        {
            var b0 = Vector512.Load(b + k);
            var b1 = Vector512.Load(b + inner + k);
            var b2 = Vector512.Load(b + (2 * inner) + k);
            var b3 = Vector512.Load(b + (3 * inner) + k);
            var row = Vector512.Load(a + k);
            s00 = Vector512.FusedMultiplyAdd(row, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(row, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(row, b2, s02);
            s03 = Vector512.FusedMultiplyAdd(row, b3, s03);
            row = Vector512.Load(a + inner + k);
            s10 = Vector512.FusedMultiplyAdd(row, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(row, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(row, b2, s12);
            s13 = Vector512.FusedMultiplyAdd(row, b3, s13);
            row = Vector512.Load(a + (2 * inner) + k);
            s20 = Vector512.FusedMultiplyAdd(row, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(row, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(row, b2, s22);
            s23 = Vector512.FusedMultiplyAdd(row, b3, s23);
            row = Vector512.Load(a + (3 * inner) + k);
            s30 = Vector512.FusedMultiplyAdd(row, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(row, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(row, b2, s32);
            s33 = Vector512.FusedMultiplyAdd(row, b3, s33);
        }

        Write(c, a, b, inner, k, s00, s01, s02, s03);
        Write(c + columns, a + inner, b, inner, k, s10, s11, s12, s13);
        Write(c + (2 * columns), a + (2 * inner), b, inner, k, s20, s21, s22, s23);
        Write(c + (3 * columns), a + (3 * inner), b, inner, k, s30, s31, s32, s33);
    }

    // Adds each sum's lanes and the products beyond the last whole vector.
    private static unsafe void Write(
        double* c, double* a, double* b, int inner, int k, Vector512<double> s0, Vector512<double> s1, Vector512<double> s2, Vector512<double> s3)
    {
        var (c0, c1, c2, c3) = (Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        for (; k < inner; k++)
        {
            c0 += a[k] * b[k];
            c1 += a[k] * b[inner + k];
            c2 += a[k] * b[(2 * inner) + k];
            c3 += a[k] * b[(3 * inner) + k];
        }

        (c[0], c[1], c[2], c[3]) = (c0, c1, c2, c3);
    }
}

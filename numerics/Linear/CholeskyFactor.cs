using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Blocks;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Linear;

/// <summary>
/// The Cholesky factorisation A = L L^T of a symmetric positive definite matrix, in place, one column of blocks at a time, so that a caller can
/// report progress and stop in between. L replaces A on and below the diagonal; above it A is unchanged.
/// </summary>
/// <remarks>
/// Left-looking: the blocks of column j are first reduced by the products with all columns before it (nearly all the arithmetic, shared by
/// the threads block by block), then the block on the diagonal is factored, then the blocks below are solved against it.
/// </remarks>
public sealed unsafe class CholeskyFactor
{
    private const int BlockSize = 256;

    private readonly double[] _matrix;
    private readonly double[] _diagonal;
    private readonly double[] _diagonalBlock = new double[BlockSize * BlockSize];
    private readonly int _count;
    private readonly WorkerTeam _team;
    private int _columns;

    /// <summary>Prepares the factorisation of A + shift I; nothing is computed yet.</summary>
    /// <param name="matrix">A, n x n row by row; it is overwritten.</param>
    /// <param name="count">n.</param>
    /// <param name="shift">What is added to the diagonal, such as a ridge.</param>
    /// <param name="team">The threads; the result does not depend on their number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The matrix does not have n x n numbers.</exception>
    public CholeskyFactor(double[] matrix, int count, double shift, WorkerTeam team)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(matrix.LongLength, (long)count * count, nameof(matrix));
        (_matrix, _count, _team) = (matrix, count, team);
        _diagonal = new double[count];
        for (var i = 0; i < count; i++)
        {
            ref var entry = ref matrix[((long)i * count) + i];
            _diagonal[i] = entry += shift;
        }
    }

    /// <summary>Resumes a factorisation where <see cref="Save"/> left it.</summary>
    /// <param name="state">What was written.</param>
    /// <param name="count">n.</param>
    /// <param name="team">The threads; the result does not depend on their number.</param>
    /// <exception cref="InvalidDataException">It has another number of unknowns.</exception>
    public CholeskyFactor(BinaryReader state, int count, WorkerTeam team)
    {
        (_matrix, _diagonal, _count, _team) = (GC.AllocateUninitializedArray<double>(checked(count * count)), new double[count], count, team);
        _columns = state.ReadInt32();
        state.ReadArray<double>(_diagonal);
        state.ReadArray<double>(_matrix);
    }

    /// <summary>The number of steps that <see cref="Step"/> takes.</summary>
    public int Steps => StepsFor(_count);

    /// <summary>True if all of L is computed.</summary>
    public bool IsComplete => _columns == Steps;

    /// <summary>The ratio of the extreme squared pivots of a complete factor: the condition number of A + shift I, estimated from below.</summary>
    public double ConditionEstimate
    {
        get
        {
            var (least, most) = (double.PositiveInfinity, 0.0);
            for (var i = 0; i < _count; i++)
            {
                var pivot = _matrix[((long)i * _count) + i];
                (least, most) = (Math.Min(least, pivot), Math.Max(most, pivot));
            }

            return most / least * (most / least);
        }
    }

    /// <summary>The number of steps for n unknowns.</summary>
    /// <param name="count">n.</param>
    public static int StepsFor(int count) => (count + BlockSize - 1) / BlockSize;

    /// <summary>Factors one column of blocks.</summary>
    /// <exception cref="ArithmeticException">A + shift I is not positive definite in double precision; the matrix is then unusable.</exception>
    /// <exception cref="InvalidOperationException">The factor is complete.</exception>
    public void Step()
    {
        if (IsComplete)
        {
            throw new InvalidOperationException("the factor is complete");
        }

        var column = _columns;
        var first = column * BlockSize;
        fixed (double* entries = _matrix)
        {
            var all = new Rows(entries, _count, _count);
            var factor = all.Block(column, BlockSize);
            // Products overwrite the whole block on the diagonal.
            CopyAbove(factor.FromColumn(first), keep: true);
            _team.Run(Steps - column, (item, _) =>
                BlockOperations.Current.MultiplyNT(
                    all.Block(column + item, BlockSize), factor, first, all.Block(column + item, BlockSize).FromColumn(first), ProductMode.Subtract));

            SmallCholesky.Factor(factor.FromColumn(first), first);
            CopyAbove(factor.FromColumn(first), keep: false);
            _team.Run(Steps - column - 1, (item, _) =>
                BlockOperations.Current.SolveTriangular(all.Block(column + 1 + item, BlockSize).FromColumn(first), factor.FromColumn(first)));
        }

        _columns++;
    }

    /// <summary>Writes the progress of the factorisation and its n x n numbers.</summary>
    /// <param name="state">Where it is written.</param>
    public void Save(BinaryWriter state)
    {
        state.Write(_columns);
        state.WriteArray<double>(_diagonal);
        state.WriteArray<double>(_matrix);
    }

    /// <summary>Solves (A + shift I) x = b, once the factor is complete.</summary>
    /// <param name="x">b on entry, x on return; of length n.</param>
    public void Solve(Span<double> x)
    {
        for (var i = 0; i < _count; i++)
        {
            x[i] = (x[i] - TensorPrimitives.Dot(Row(i)[..i], x[..i])) / Row(i)[i];
        }

        for (var i = _count - 1; i >= 0; i--)
        {
            x[i] /= Row(i)[i];
            TensorPrimitives.MultiplyAdd(Row(i)[..i], -x[i], x[..i], x[..i]);
        }
    }

    /// <summary>b - (A + shift I) x, once the factor is complete, from the part of A that remains above the diagonal.</summary>
    /// <param name="right">b, of length n.</param>
    /// <param name="x">x, of length n.</param>
    /// <returns>Of length n.</returns>
    public double[] Residual(ReadOnlySpan<double> right, ReadOnlySpan<double> x)
    {
        var residual = right.ToArray();
        for (var i = 0; i < _count; i++)
        {
            var beyond = Row(i)[(i + 1)..];
            residual[i] -= (_diagonal[i] * x[i]) + TensorPrimitives.Dot(beyond, x[(i + 1)..]);
            TensorPrimitives.MultiplyAdd(beyond, -x[i], residual.AsSpan(i + 1), residual.AsSpan(i + 1));
        }

        return residual;
    }

    // Copies what is above the diagonal of a block to our own memory or back.
    private void CopyAbove(Rows block, bool keep)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var above = new Span<double>(block.Pointer + (i * block.Stride) + i + 1, block.Count - i - 1);
            var kept = _diagonalBlock.AsSpan(i * BlockSize, above.Length);
            (keep ? above : kept).CopyTo(keep ? kept : above);
        }
    }

    // The index may exceed 31 bits; the start of a slice cannot.
    private ReadOnlySpan<double> Row(int i) => MemoryMarshal.CreateReadOnlySpan(ref _matrix[(long)i * _count], _count);
}

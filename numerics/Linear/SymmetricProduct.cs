using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Linear;

/// <summary>
/// The product of a symmetric kernel matrix and a vector on several threads, the matrix given by its blocks: each block on or below the diagonal is
/// read, or computed, once and used for its own position and the mirrored one.
/// </summary>
public sealed class SymmetricProduct
{
    private const int BlockSize = 256;

    // The blocks are cut into this many chunks, each with its own sum, which are added in order: the bits of the result do not depend on the
    // number of threads.
    private const int Chunks = 16;

    private readonly IKernelMatrix _kernel;
    private readonly WorkerTeam _team;
    private readonly double[]? _stored;
    private readonly double[][] _sums;
    private readonly double[][] _scratch;
    private readonly int _blockRows;

    /// <summary>Computes the blocks if they are to be stored.</summary>
    /// <param name="kernel">The matrix, n x n and symmetric.</param>
    /// <param name="store">
    /// True: every block is computed once, now, which takes about 4 n^2 bytes (see <see cref="StoredBytes"/>). False: blocks are computed again for
    /// every product. The results are the same to the bit.
    /// </param>
    /// <param name="team">The threads.</param>
    public SymmetricProduct(IKernelMatrix kernel, bool store, WorkerTeam team)
    {
        (_kernel, _team) = (kernel, team);
        _blockRows = (kernel.Rows + BlockSize - 1) / BlockSize;
        _sums = [.. Enumerable.Range(0, Chunks).Select(_ => new double[kernel.Rows])];
        _scratch = [.. Enumerable.Range(0, team.Threads).Select(_ => new double[BlockSize * BlockSize])];
        if (store)
        {
            _stored = GC.AllocateUninitializedArray<double>(checked((int)(BlockCount * BlockSize * BlockSize)));
            _team.Run((int)BlockCount, (place, _) => Fill(place, Stored(place)));
        }
    }

    private long BlockCount => (long)_blockRows * (_blockRows + 1) / 2;

    /// <summary>The bytes that storing the blocks of an n x n matrix takes.</summary>
    /// <param name="count">n.</param>
    public static long StoredBytes(int count)
    {
        long blocks = (count + BlockSize - 1) / BlockSize;
        return blocks * (blocks + 1) / 2 * BlockSize * BlockSize * sizeof(double);
    }

    /// <summary>Computes y = K x + shift x.</summary>
    /// <param name="shift">What is added to the diagonal, such as a ridge.</param>
    /// <param name="x">Of length n.</param>
    /// <param name="y">Receives the product, of length n.</param>
    public void Multiply(double shift, double[] x, double[] y)
    {
        _team.Run(Chunks, (chunk, worker) => AddChunk(chunk, worker, x));
        TensorPrimitives.Multiply(x, shift, y);
        foreach (var sum in _sums)
        {
            TensorPrimitives.Add(y, sum, y);
        }
    }

    private void AddChunk(int chunk, int worker, double[] x)
    {
        var sums = _sums[chunk];
        Array.Clear(sums);
        var (first, last) = ((int)(BlockCount * chunk / Chunks), (int)(BlockCount * (chunk + 1) / Chunks));
        for (var place = first; place < last; place++)
        {
            var block = _stored is null ? _scratch[worker] : Stored(place);
            if (_stored is null)
            {
                Fill(place, block);
            }

            var (i, j) = Triangle.Place(place);
            AddBlock(block, Part(x, i), Part(x, j), Part(sums, i), Part(sums, j), i == j);
        }
    }

    // y_i += K_ij x_j and, off the diagonal, y_j += K_ij^T x_i.
    private static void AddBlock(ReadOnlySpan<double> block, ReadOnlySpan<double> xi, ReadOnlySpan<double> xj, Span<double> yi, Span<double> yj, bool onDiagonal)
    {
        for (var r = 0; r < xi.Length; r++)
        {
            var row = block.Slice(r * xj.Length, xj.Length);
            yi[r] += TensorPrimitives.Dot(row, xj);
            if (!onDiagonal)
            {
                TensorPrimitives.MultiplyAdd(row, xi[r], yj, yj);
            }
        }
    }

    private void Fill(int place, Span<double> block)
    {
        var (i, j) = Triangle.Place(place);
        _kernel.Fill(i * BlockSize, Length(i), j * BlockSize, Length(j), block);
    }

    private int Length(int block) => Math.Min(BlockSize, _kernel.Rows - (block * BlockSize));

    private Span<double> Stored(int place) => _stored.AsSpan(place * BlockSize * BlockSize, BlockSize * BlockSize);

    private Span<double> Part(double[] vector, int block) => vector.AsSpan(block * BlockSize, Length(block));
}

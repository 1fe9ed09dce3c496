using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Linear;

/// <summary>
/// The product of a symmetric kernel matrix and a vector on several threads, the matrix given by its blocks: each block on or below the
/// diagonal is read, or computed, once and used for its own place and the mirrored one.
/// </summary>
public sealed class SymmetricProduct
{
    private const int Block = 256;

    // The blocks are cut into this many runs, each with a sum of its own that is added in their order: the bits of the result do not
    // depend on the number of threads.
    private const int Runs = 16;

    private readonly IKernelMatrix _kernel;
    private readonly WorkerTeam _team;
    private readonly double[]? _stored;
    private readonly double[][] _sums;
    private readonly double[][] _scratch;
    private readonly int _blocks;

    /// <summary>Computes the blocks, if they are to be stored.</summary>
    /// <param name="kernel">The matrix, n x n and symmetric.</param>
    /// <param name="store">
    /// True: every block is computed once, now, which takes about 4 n^2 bytes (see <see cref="StoredBytes"/>). False: anew for every product. The results are the same to
    /// the bit.
    /// </param>
    /// <param name="team">The threads.</param>
    public SymmetricProduct(IKernelMatrix kernel, bool store, WorkerTeam team)
    {
        (_kernel, _team) = (kernel, team);
        _blocks = (kernel.Rows + Block - 1) / Block;
        _sums = [.. Enumerable.Range(0, Runs).Select(_ => new double[kernel.Rows])];
        _scratch = [.. Enumerable.Range(0, team.Threads).Select(_ => new double[Block * Block])];
        if (store)
        {
            _stored = GC.AllocateUninitializedArray<double>(checked((int)(Places * Block * Block)));
            _team.Run((int)Places, (place, _) => Fill(place, Stored(place)));
        }
    }

    private long Places => (long)_blocks * (_blocks + 1) / 2;

    /// <summary>The bytes that storing the blocks of an n x n matrix takes.</summary>
    /// <param name="count">n.</param>
    public static long StoredBytes(int count)
    {
        long blocks = (count + Block - 1) / Block;
        return blocks * (blocks + 1) / 2 * Block * Block * sizeof(double);
    }

    /// <summary>Computes y = K x + shift x.</summary>
    /// <param name="shift">What is added to the diagonal, such as a ridge.</param>
    /// <param name="x">Of length n.</param>
    /// <param name="y">Receives the product, of length n.</param>
    public void Multiply(double shift, double[] x, double[] y)
    {
        _team.Run(Runs, (run, worker) => AddRun(run, worker, x));
        TensorPrimitives.Multiply(x, shift, y);
        foreach (var sum in _sums)
        {
            TensorPrimitives.Add(y, sum, y);
        }
    }

    private void AddRun(int run, int worker, double[] x)
    {
        var sums = _sums[run];
        Array.Clear(sums);
        var (first, last) = ((int)(Places * run / Runs), (int)(Places * (run + 1) / Runs));
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
        _kernel.Fill(i * Block, Length(i), j * Block, Length(j), block);
    }

    private int Length(int block) => Math.Min(Block, _kernel.Rows - (block * Block));

    private Span<double> Stored(int place) => _stored.AsSpan(place * Block * Block, Block * Block);

    private Span<double> Part(double[] vector, int block) => vector.AsSpan(block * Block, Length(block));
}

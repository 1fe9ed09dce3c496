using System.Numerics;
using System.Runtime.Intrinsics;

namespace BeyondNtk.Numerics;

/// <summary>
/// A sample laid out for the training kernel, in blocks of examples. Each block is kept twice: feature by feature, for the pass that puts
/// examples on vector lanes, and example by example, for the pass that puts features there.
/// </summary>
/// <remarks>
/// A block is four vectors of examples wide: 64 in single, 32 in double precision. With d = 30 both copies take 16 KiB, which leaves the
/// first-level cache room for the pre-activations of a hundred neurons. The last block is filled up with zero inputs, whose derivative the
/// kernel sets to zero.
/// </remarks>
internal sealed unsafe class SampleBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Vectors of examples in a block.</summary>
    public const int Vectors = 4;

    private readonly AlignedArray<T> _byFeature;
    private readonly AlignedArray<T> _byExample;
    private readonly double[] _labels;

    public SampleBlocks(int count, int dimension)
    {
        Count = count;
        Dimension = dimension;
        Stride = PaddedDimension(dimension);
        Blocks = (count + BlockSize - 1) / BlockSize;
        _byFeature = new AlignedArray<T>(Blocks * BlockSize * dimension);
        _byExample = new AlignedArray<T>(Blocks * BlockSize * Stride);
        _labels = new double[Blocks * BlockSize];
    }

    public static int BlockSize => Vectors * Vector512<T>.Count;

    public int Count { get; }

    public int Dimension { get; }

    /// <summary>The length of an example's row: d filled up to whole pairs of vectors.</summary>
    public int Stride { get; }

    public int Blocks { get; }

    public static int PaddedDimension(int dimension)
    {
        var pair = 2 * Vector512<T>.Count;
        return (dimension + pair - 1) / pair * pair;
    }

    /// <summary>A block's inputs, d x BlockSize.</summary>
    public T* ByFeature(int block) => _byFeature.Pointer + ((long)block * BlockSize * Dimension);

    /// <summary>A block's inputs, BlockSize x Stride.</summary>
    public T* ByExample(int block) => _byExample.Pointer + ((long)block * BlockSize * Stride);

    /// <summary>The labels of a block's examples, without the filling.</summary>
    public ReadOnlySpan<double> Labels(int block)
    {
        var start = block * BlockSize;
        return _labels.AsSpan(start, Math.Min(BlockSize, Count - start));
    }

    public void Set(int example, ReadOnlySpan<double> input, double label)
    {
        for (var k = 0; k < Dimension; k++)
        {
            Set(example, k, T.CreateTruncating(input[k]));
        }

        _labels[example] = label;
    }

    /// <summary>Copies an example from another sample of the same dimension.</summary>
    public void Copy(int example, SampleBlocks<T> source, int sourceExample)
    {
        var row = source._byExample.Pointer + ((long)sourceExample * Stride);
        for (var k = 0; k < Dimension; k++)
        {
            Set(example, k, row[k]);
        }

        _labels[example] = source._labels[sourceExample];
    }

    private void Set(int example, int k, T value)
    {
        ByFeature(example / BlockSize)[(k * BlockSize) + (example % BlockSize)] = value;
        _byExample.Pointer[((long)example * Stride) + k] = value;
    }
}

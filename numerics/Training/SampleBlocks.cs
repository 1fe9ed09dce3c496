using System.Numerics;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Training;

/// <summary>
/// A sample laid out for the training kernel, in blocks of examples. Each block is kept twice: once with examples on vector lanes, once with features
/// on them.
/// </summary>
/// <remarks>
/// Both copies are cut into panels as wide as the kernel's tiles, so that the kernel reads a panel from its start to its end: neighbouring rows at a
/// distance of a power of two would evict each other from the cache. The last block is padded with zero inputs, whose derivative the kernel sets to
/// zero.
/// </remarks>
internal sealed unsafe class SampleBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The number of examples in a block: enough that starting a tile's sums over them costs little, so few that the pre-activations of a hundred
    /// neurons stay in the first-level cache.
    /// </summary>
    public const int BlockSize = 64;

    private readonly int _panelWidth;
    private readonly AlignedArray<T> _byFeature;
    private readonly AlignedArray<T> _byExample;
    private readonly double[] _labels;

    /// <param name="count">The number of examples.</param>
    /// <param name="dimension">d.</param>
    /// <param name="panelWidth">The width of a panel, a power of two not above 64.</param>
    /// <exception cref="CompositionException">They do not fit in memory.</exception>
    public SampleBlocks(int count, int dimension, int panelWidth)
    {
        _panelWidth = panelWidth;
        Count = count;
        Dimension = dimension;
        Stride = (dimension + panelWidth - 1) / panelWidth * panelWidth;
        Blocks = (count + BlockSize - 1) / BlockSize;

        // Pointers would walk past the end of an array whose length has overflowed.
        MemoryNeed.Require($"training on {count} examples in {dimension} dimensions", count, "examples", number => Arrays(number, dimension, Stride));
        _byFeature = new AlignedArray<T>(Blocks * BlockSize * dimension);
        _byExample = new AlignedArray<T>(Blocks * BlockSize * Stride);
        _labels = new double[Blocks * BlockSize];
    }

    /// <summary>The number of examples.</summary>
    public int Count { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>d padded to whole panels.</summary>
    public int Stride { get; }

    /// <summary>The number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>The memory that the inputs and labels take, in bytes.</summary>
    public long Bytes => (((long)_byFeature.Length + _byExample.Length) * sizeof(T)) + ((long)_labels.Length * sizeof(double));

    /// <summary>A block's inputs with examples on lanes: for each panel of examples, d x the panel's width.</summary>
    public T* ByFeature(int block) => _byFeature.Pointer + ((nint)block * BlockSize * Dimension);

    /// <summary>A block's inputs with features on lanes: for each panel of features, BlockSize x the panel's width.</summary>
    public T* ByExample(int block) => _byExample.Pointer + ((nint)block * BlockSize * Stride);

    /// <summary>The labels of a block's examples, without the padding.</summary>
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
        for (var k = 0; k < Dimension; k++)
        {
            Set(example, k, *source.ExampleMajor(sourceExample, k));
        }

        _labels[example] = source._labels[sourceExample];
    }

    private static IEnumerable<ArraySize> Arrays(long count, int dimension, int stride)
    {
        var filled = (count + BlockSize - 1) / BlockSize * BlockSize;
        return [AlignedArray<T>.Size(filled, dimension), AlignedArray<T>.Size(filled, stride), ArraySize.Of<double>(filled)];
    }

    private void Set(int example, int k, T value)
    {
        _byFeature.Pointer[((((nint)(example / _panelWidth) * Dimension) + k) * _panelWidth) + (example % _panelWidth)] = value;
        *ExampleMajor(example, k) = value;
    }

    private T* ExampleMajor(int example, int k)
        => ByExample(example / BlockSize) + (((k / _panelWidth * BlockSize) + (example % BlockSize)) * _panelWidth) + (k % _panelWidth);
}

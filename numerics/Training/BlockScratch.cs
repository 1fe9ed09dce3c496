using System.Numerics;
using BeyondNtk.Numerics.Threading;

namespace BeyondNtk.Numerics.Training;

/// <summary>What one thread needs to evaluate one block of examples.</summary>
/// <param name="rows">The number of neurons, padded to whole tiles.</param>
internal sealed class BlockScratch<T>(int rows)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// The stride from one neuron's pre-activations to the next's: a block and one or two cache lines more, since rows at a distance of a power of
    /// two would evict each other from the cache.
    /// </summary>
    public const int Stride = SampleBlocks<T>.BlockSize + 16;

    /// <summary>Pre-activations, rows x Stride; later overwritten with the slopes.</summary>
    public AlignedArray<T> Z { get; } = new(rows * Stride);

    /// <summary>Predictions in the kernel's precision; later overwritten with the loss's derivatives.</summary>
    public AlignedArray<T> F { get; } = new(SampleBlocks<T>.BlockSize);

    /// <summary>Predictions as the loss takes them.</summary>
    public double[] Predictions { get; } = new double[SampleBlocks<T>.BlockSize];

    /// <summary>The loss's derivatives as it gives them.</summary>
    public double[] Derivatives { get; } = new double[SampleBlocks<T>.BlockSize];
}

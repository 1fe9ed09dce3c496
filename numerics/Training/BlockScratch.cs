namespace BeyondNtk.Numerics;

/// <summary>What one thread needs to evaluate one block of examples.</summary>
/// <param name="rows">The number of neurons, filled up to whole tiles.</param>
/// <param name="size">The number of examples in a block.</param>
internal sealed class BlockScratch<T>(int rows, int size)
    where T : unmanaged
{
    /// <summary>Pre-activations, rows x size; then the slopes in their place.</summary>
    public AlignedArray<T> Z { get; } = new(rows * size);

    /// <summary>Predictions in the kernel's precision; then the loss's derivatives in their place.</summary>
    public AlignedArray<T> F { get; } = new(size);

    /// <summary>Predictions as the loss takes them.</summary>
    public double[] Predictions { get; } = new double[size];

    /// <summary>The loss's derivatives as it gives them.</summary>
    public double[] Derivatives { get; } = new double[size];
}

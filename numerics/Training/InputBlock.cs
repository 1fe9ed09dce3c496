using System.Numerics;
using System.Runtime.CompilerServices;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>Some inputs of a deep network, laid out as the products of its first layer take them.</summary>
/// <param name="dimension">The number d of weights of a neuron of the first layer.</param>
internal sealed unsafe class InputBlock<T, TLanes>(int dimension)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The most examples of a block: whole panels and whole tiles of any vector.</summary>
    public const int Size = 192;

    /// <summary>From one neuron's numbers for the examples to the next's. At a distance of a power of two they would evict each other from the cache.</summary>
    public const int RowStride = Size + 16;

    /// <summary>The number d of weights of a neuron of the first layer.</summary>
    public int Dimension => dimension;

    /// <summary>The number of examples.</summary>
    public int Count { get; private set; }

    /// <summary>The number of panels of examples.</summary>
    public int Panels => (Count + NR - 1) / NR;

    /// <summary>The number of examples, padded to whole tiles; those that pad are zero.</summary>
    public int Rows => (Count + MR - 1) / MR * MR;

    /// <summary>Examples on lanes: for each panel, d x NR.</summary>
    public AlignedArray<T> ByFeature { get; } = new(Size * dimension);

    /// <summary>Example by example, Rows x d.</summary>
    public AlignedArray<T> ByExample { get; } = new(Size * dimension);

    /// <summary>Features on lanes: for each panel of features, Rows x NR.</summary>
    public AlignedArray<T> Features { get; } = new(Size * ((dimension + NR - 1) / NR * NR));

    /// <summary>Their labels.</summary>
    public double[] Labels { get; } = new double[Size];

    private static int NR => MicroKernel<T, TLanes>.NR;

    private static int MR => MicroKernel<T, TLanes>.MR;

    /// <summary>Clears, in rows of numbers for the examples, those between the last panel and the last tile: what an earlier block left there need not be finite.</summary>
    public void ClearPadding(T* rows, int count)
    {
        for (var i = 0; i < count && Rows > Panels * NR; i++)
        {
            new Span<T>(rows + (i * RowStride) + (Panels * NR), Rows - (Panels * NR)).Clear();
        }
    }

    /// <summary>Takes other examples.</summary>
    /// <param name="inputs">All inputs, row by row, d numbers each.</param>
    /// <param name="labels">All labels.</param>
    /// <param name="first">Where to begin in the batch.</param>
    /// <param name="count">How many.</param>
    /// <param name="batch">The examples to choose from; none means all in their order.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(double[] inputs, double[] labels, int first, int count, ReadOnlySpan<int> batch)
    {
        Count = count;
        ByFeature.Span.Clear();
        ByExample.Span.Clear();
        Features.Span.Clear();
        for (var n = 0; n < count; n++)
        {
            var example = batch.IsEmpty ? first + n : batch[first + n];
            ArgumentOutOfRangeException.ThrowIfNegative(example, nameof(batch));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(example, labels.Length, nameof(batch));
            Labels[n] = labels[example];
            for (var k = 0; k < dimension; k++)
            {
                var value = T.CreateTruncating(inputs[((long)example * dimension) + k]);
                ByFeature.Pointer[(((n / NR * dimension) + k) * NR) + (n % NR)] = value;
                ByExample.Pointer[(n * dimension) + k] = value;
                Features.Pointer[(((k / NR * Rows) + n) * NR) + (k % NR)] = value;
            }
        }
    }
}

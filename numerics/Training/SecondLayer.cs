using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>
/// The weights V between two hidden layers, and the three products that take nearly all of a step's time: V h, V^T s and s h^T, each of m1 m2 multiply-adds an example.
/// </summary>
/// <param name="width">The number m2 of its neurons.</param>
/// <param name="before">The layer before, of m1 neurons.</param>
/// <param name="inputs">Where the inputs come from.</param>
internal sealed unsafe class SecondLayer<T, TLanes>(int width, FirstLayer<T, TLanes> before, InputBlock<T, TLanes> inputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The number of neurons of a group: whole tiles.</summary>
    public const int Group = FirstLayer<T, TLanes>.Group;

    private const int MR = MicroKernel<T, TLanes>.MR;

    // m2 x m1, padded to Rows x before.Columns with zeros.
    private readonly AlignedArray<T> _weights = new(checked((width + MR - 1) / MR * MR * before.Columns));

    /// <summary>m2, padded to whole tiles.</summary>
    public int Rows { get; } = (width + MR - 1) / MR * MR;

    /// <summary>The number of groups of its neurons.</summary>
    public int Groups => (Rows + Group - 1) / Group;

    private static int NR => MicroKernel<T, TLanes>.NR;

    /// <summary>Takes the weights of a group's neurons.</summary>
    /// <param name="group">The group.</param>
    /// <param name="weights">m2 x m1, of a network's m1.</param>
    /// <param name="columns">m1.</param>
    public void Pack(int group, double* weights, int columns)
    {
        for (var i = group * Group; i < Math.Min(width, (group + 1) * Group); i++)
        {
            PackRow(i, new ReadOnlySpan<double>(weights + ((nint)i * columns), columns));
        }
    }

    /// <summary>Takes the weights of one neuron.</summary>
    /// <param name="neuron">The neuron.</param>
    /// <param name="row">Of length m1.</param>
    public void PackRow(int neuron, ReadOnlySpan<double> row)
        => TensorPrimitives.ConvertTruncating(row, new Span<T>(_weights.Pointer + ((nint)neuron * before.Columns), row.Length));

    /// <summary>z = V h for a group's neurons.</summary>
    /// <param name="group">The group.</param>
    /// <param name="result">For each panel of examples, Rows x NR.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(int group, AlignedArray<T> result)
    {
        var (terms, panelOfResults) = (before.Rows, Rows * NR);
        for (var panel = 0; panel < inputs.Panels; panel += 2)
        {
            var values = before.Values.Pointer + ((nint)panel * terms * NR);
            for (var i = group * Group; i < Math.Min(Rows, (group + 1) * Group); i += MR)
            {
                var row = _weights.Pointer + ((nint)i * before.Columns);
                var place = result.Pointer + ((nint)panel * panelOfResults) + (i * NR);
                if (panel + 1 < inputs.Panels)
                {
                    MicroKernel<T, TLanes>.MultiplyTwo(row, before.Columns, 1, values, terms, place, NR, panelOfResults, add: false);
                }
                else
                {
                    MicroKernel<T, TLanes>.Multiply(row, before.Columns, 1, values, terms, place, NR, add: false);
                }
            }
        }
    }

    /// <summary>V^T s for a group of the neurons before.</summary>
    /// <param name="group">The group.</param>
    /// <param name="slopes">The s: for each panel of examples, Rows x NR.</param>
    /// <param name="result">A row for each neuron of the group.</param>
    /// <param name="scratch">Group x Rows numbers.</param>
    public void MultiplyTransposed(int group, AlignedArray<T> slopes, T* result, T* scratch)
    {
        var first = group * Group;
        var columns = Math.Min(Group, before.Rows - first);
        Transpose(first, columns, scratch);
        for (var panel = 0; panel < inputs.Panels; panel += 2)
        {
            var values = slopes.Pointer + ((nint)panel * Rows * NR);
            for (var j = 0; j < columns; j += MR)
            {
                var place = result + (j * InputBlock<T, TLanes>.RowStride) + (panel * NR);
                if (panel + 1 < inputs.Panels)
                {
                    MicroKernel<T, TLanes>.MultiplyTwo(scratch + ((nint)j * Rows), 1, MR, values, Rows, place, InputBlock<T, TLanes>.RowStride, NR, add: false);
                }
                else
                {
                    MicroKernel<T, TLanes>.Multiply(scratch + ((nint)j * Rows), 1, MR, values, Rows, place, InputBlock<T, TLanes>.RowStride, add: false);
                }
            }
        }
    }

    /// <summary>Sets or adds to the gradient s h^T of a tile's weights.</summary>
    /// <param name="slopes">A row for each neuron of the tile.</param>
    /// <param name="gradient">MR x the columns of the layer before.</param>
    /// <param name="add">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddGradient(T* slopes, T* gradient, bool add)
    {
        inputs.ClearPadding(slopes, MR);
        for (var column = 0; column < before.Columns; column += 2 * NR)
        {
            MicroKernel<T, TLanes>.MultiplyTwo(
                slopes, InputBlock<T, TLanes>.RowStride, 1, before.ByExample.Pointer + ((nint)column * inputs.Rows), inputs.Rows, gradient + column, before.Columns, NR, add);
        }
    }

    // Columns of V as tiles, Rows x MR each: read with a stride, each would touch a page of memory for every term.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transpose(int first, int columns, T* tiles)
    {
        for (var i = 0; i < Rows; i++)
        {
            var row = _weights.Pointer + ((nint)i * before.Columns) + first;
            for (var j = 0; j < columns; j += MR)
            {
                var tile = tiles + ((nint)j * Rows) + (i * MR);
                for (var k = 0; k < MR; k++)
                {
                    tile[k] = row[j + k];
                }
            }
        }
    }
}

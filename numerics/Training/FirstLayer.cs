using System.Numerics;
using System.Runtime.CompilerServices;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>The first hidden layer h = relu(W x) of a deep network, with the bias as the weight of an input that is 1, for one block of examples at a time.</summary>
/// <remarks>
/// Its neurons are shared out in groups, each of which writes to places of its own: any number of threads gives the same bits. Loops over vectors are compiled with all optimizations at
/// once: of a wide network the first unoptimized calls would take seconds.
/// </remarks>
internal sealed unsafe class FirstLayer<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    /// <summary>The number of neurons of a group: whole tiles.</summary>
    public const int Group = 8 * MicroKernel<T, TLanes>.MR;

    private const int MR = MicroKernel<T, TLanes>.MR;

    private readonly int _width;
    private readonly InputBlock<T, TLanes> _inputs;
    private readonly AlignedArray<T> _weights;
    private readonly AlignedArray<T> _weightPanels;

    /// <param name="width">m.</param>
    /// <param name="inputs">Where the inputs come from.</param>
    public FirstLayer(int width, InputBlock<T, TLanes> inputs)
    {
        (_width, _inputs) = (width, inputs);
        Rows = (width + MR - 1) / MR * MR;
        Columns = (Rows + (2 * NR) - 1) / (2 * NR) * (2 * NR);
        _weights = new(checked(Rows * inputs.Dimension));
        _weightPanels = new(checked(Columns * inputs.Dimension));
        Values = new(Rows * InputBlock<T, TLanes>.Size);
        ByExample = new(Columns * InputBlock<T, TLanes>.Size);
    }

    /// <summary>m, padded to whole tiles.</summary>
    public int Rows { get; }

    /// <summary>m, padded to whole pairs of panels.</summary>
    public int Columns { get; }

    /// <summary>The number of groups.</summary>
    public int Groups => (Rows + Group - 1) / Group;

    /// <summary>h with examples on lanes: for each panel of them, Rows x NR. Padding is zero.</summary>
    public AlignedArray<T> Values { get; }

    /// <summary>h with neurons on lanes: for each panel of them, as many rows as the block of inputs has, of NR numbers.</summary>
    public AlignedArray<T> ByExample { get; }

    private static int NR => MicroKernel<T, TLanes>.NR;

    /// <summary>Takes the weights, m x d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(ReadOnlySpan<double> weights)
    {
        var d = _inputs.Dimension;
        for (var j = 0; j < _width; j++)
        {
            for (var k = 0; k < d; k++)
            {
                var value = T.CreateTruncating(weights[(j * d) + k]);
                _weights.Pointer[(j * d) + k] = value;
                _weightPanels.Pointer[(((j / NR * d) + k) * NR) + (j % NR)] = value;
            }
        }
    }

    /// <summary>h of some panels of neurons, all panels of examples with them.</summary>
    /// <param name="group">The group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(int group)
    {
        var d = _inputs.Dimension;
        for (var j = group * Group; j < Math.Min(Rows, (group + 1) * Group); j += MR)
        {
            for (var panel = 0; panel < _inputs.Panels; panel++)
            {
                var h = Values.Pointer + (((nint)panel * Rows) + j) * NR;
                MicroKernel<T, TLanes>.Multiply(_weights.Pointer + (j * d), d, 1, _inputs.ByFeature.Pointer + (panel * d * NR), d, h, NR, add: false);
                Rectify(h, MR * NR);
            }
        }
    }

    /// <summary>h with neurons on lanes, for the panels that a group is to do.</summary>
    /// <param name="group">The group.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PredictByExample(int group)
    {
        var (d, rows, panels) = (_inputs.Dimension, _inputs.Rows, Columns / NR);
        for (var panel = panels * group / Groups; panel < panels * (group + 1) / Groups; panel++)
        {
            var h = ByExample.Pointer + ((nint)panel * rows * NR);
            for (var n = 0; n < rows; n += MR)
            {
                MicroKernel<T, TLanes>.Multiply(_inputs.ByExample.Pointer + (n * d), d, 1, _weightPanels.Pointer + (panel * d * NR), d, h + (n * NR), NR, add: false);
            }

            Rectify(h, rows * NR);
        }
    }

    /// <summary>Keeps of numbers for each neuron and example those for which h is positive.</summary>
    /// <param name="tile">The first neuron of a tile.</param>
    /// <param name="values">The tile's numbers, MR rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyBySlopes(int tile, T* values)
    {
        var zero = TLanes.Broadcast(T.Zero);
        for (var panel = 0; panel < _inputs.Panels; panel++)
        {
            var h = Values.Pointer + (((nint)panel * Rows) + tile) * NR;
            for (var i = 0; i < MR; i++)
            {
                for (var n = 0; n < NR; n += TLanes.Count)
                {
                    var place = values + (i * InputBlock<T, TLanes>.RowStride) + (panel * NR) + n;
                    TLanes.WhereGreater(TLanes.Load(h + (i * NR) + n), zero, TLanes.Load(place), zero).Store(place);
                }
            }
        }
    }

    /// <summary>Adds sum_n s_jn x_n to the gradients of a tile's weights.</summary>
    /// <param name="tile">The first neuron of a tile.</param>
    /// <param name="slopes">The s, MR rows.</param>
    /// <param name="gradient">m x d.</param>
    /// <param name="sums">MR x NR numbers of scratch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddGradient(int tile, T* slopes, double* gradient, T* sums)
    {
        var (d, rows) = (_inputs.Dimension, _inputs.Rows);
        _inputs.ClearPadding(slopes, MR);
        for (var k = 0; k < d; k += NR)
        {
            MicroKernel<T, TLanes>.Multiply(slopes, InputBlock<T, TLanes>.RowStride, 1, _inputs.Features.Pointer + (k * rows), rows, sums, NR, add: false);
            for (var i = 0; i < Math.Min(MR, _width - tile); i++)
            {
                for (var c = 0; c < Math.Min(NR, d - k); c++)
                {
                    gradient[((tile + i) * (nint)d) + k + c] += double.CreateTruncating(sums[(i * NR) + c]);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rectify(T* values, int count)
    {
        var zero = TLanes.Broadcast(T.Zero);
        for (var n = 0; n < count; n += TLanes.Count)
        {
            TLanes.Max(TLanes.Load(values + n), zero).Store(values + n);
        }
    }
}

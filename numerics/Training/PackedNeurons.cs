using System.Numerics;
using System.Numerics.Tensors;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>
/// The neurons laid out for the training kernel, and its two passes over one block of examples: predictions, and the sums of the field. They do
/// nearly all of a step's arithmetic, 2 d multiply-adds per neuron and example.
/// </summary>
/// <remarks>
/// Neurons are stored in tiles, d x MR each, with even c_i as their masses. If the activation has an odd part, the linear function l follows as one
/// more row. Rows that pad the last tile are zero.
/// </remarks>
/// <param name="activation">The activation.</param>
/// <param name="width">m.</param>
/// <param name="dimension">d.</param>
internal sealed unsafe class PackedNeurons<T, TLanes>(HomogeneousActivation activation, int width, int dimension)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int MR = MicroKernel<T, TLanes>.MR;

    private readonly AlignedArray<T> _weights = new(RowsOf(activation, width) * dimension);
    private readonly AlignedArray<T> _masses = new(RowsOf(activation, width));
    private readonly double[] _linear = new double[dimension];

    /// <summary>The number of rows: neurons, linear function and padding.</summary>
    public int Rows { get; } = RowsOf(activation, width);

    /// <summary>Whether row m is a linear function.</summary>
    public bool HasLinear => activation.Odd != 0;

    private static int NR => MicroKernel<T, TLanes>.NR;

    /// <summary>Packs the neurons' weights, m x d, and outputs, m.</summary>
    public void Pack(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs)
    {
        Array.Clear(_linear);
        for (var i = 0; i < width; i++)
        {
            var row = weights.Slice(i * dimension, dimension);
            PackRow(i, row);
            _masses.Pointer[i] = T.CreateTruncating(activation.Even * outputs[i]);
            if (HasLinear)
            {
                TensorPrimitives.MultiplyAdd(row, activation.Odd * outputs[i], _linear, _linear);
            }
        }

        if (HasLinear)
        {
            PackRow(width, _linear);
        }
    }

    /// <summary>f = &lt;l, x&gt; + sum_i mass_i |z_i| into the scratch, which keeps every z.</summary>
    /// <param name="inputs">A block's inputs with examples on lanes. Two panels of them stay in the first-level cache while all neurons pass by.</param>
    /// <param name="scratch">Receives z and f.</param>
    public void Predict(T* inputs, BlockScratch<T> scratch)
    {
        scratch.F.Span.Clear();
        for (var n = 0; n < SampleBlocks<T>.BlockSize; n += 2 * NR)
        {
            for (var i = 0; i < Rows; i += MR)
            {
                var z = scratch.Z.Pointer + (i * BlockScratch<T>.Stride) + n;
                MicroKernel<T, TLanes>.MultiplyTwo(
                    _weights.Pointer + (i * dimension), 1, MR, inputs + (n * dimension), dimension, z, BlockScratch<T>.Stride, NR, add: false);
                AddAbsolutes(_masses.Pointer + i, z, scratch.F.Pointer + n);
                AddAbsolutes(_masses.Pointer + i, z + NR, scratch.F.Pointer + n + NR);
            }
        }

        if (HasLinear)
        {
            TensorPrimitives.Add(scratch.F.Span, Linear(scratch), scratch.F.Span);
        }
    }

    /// <summary>Adds sum_n r_n sign(z_in) x_n to each neuron's field, and R to the linear function's.</summary>
    /// <param name="inputs">A block's inputs with features on lanes. Two panels of them stay in the first-level cache while all neurons pass by.</param>
    /// <param name="scratch">As <see cref="Predict"/> left it, with the derivatives r in F.</param>
    /// <param name="field">The sums: for each panel of features, Rows x NR.</param>
    /// <param name="stride">d padded to whole panels.</param>
    public void AddField(T* inputs, BlockScratch<T> scratch, T* field, int stride)
    {
        const int Size = SampleBlocks<T>.BlockSize;
        for (var i = 0; i < Rows; i += MR)
        {
            PutSigns(scratch.Z.Pointer + (i * BlockScratch<T>.Stride), scratch.F.Pointer);
        }

        if (HasLinear)
        {
            scratch.F.Span.CopyTo(Linear(scratch));
        }

        var panelOfFields = Rows * NR;
        for (var k = 0; k < stride; k += 2 * NR)
        {
            for (var i = 0; i < Rows; i += MR)
            {
                var slopes = scratch.Z.Pointer + (i * BlockScratch<T>.Stride);
                var sums = field + ((nint)k * Rows) + (i * NR);
                if (k + NR < stride)
                {
                    MicroKernel<T, TLanes>.MultiplyTwo(slopes, BlockScratch<T>.Stride, 1, inputs + (k * Size), Size, sums, NR, panelOfFields, add: true);
                }
                else
                {
                    MicroKernel<T, TLanes>.Multiply(slopes, BlockScratch<T>.Stride, 1, inputs + (k * Size), Size, sums, NR, add: true);
                }
            }
        }
    }

    private void PackRow(int i, ReadOnlySpan<double> row)
    {
        var tile = _weights.Pointer + ((nint)(i / MR) * MR * dimension) + (i % MR);
        for (var k = 0; k < row.Length; k++)
        {
            tile[k * MR] = T.CreateTruncating(row[k]);
        }
    }

    // The linear function's row of Z.
    private Span<T> Linear(BlockScratch<T> scratch) => new(scratch.Z.Pointer + (width * BlockScratch<T>.Stride), SampleBlocks<T>.BlockSize);

    // f += sum over a tile's neurons of mass |z|.
    private static void AddAbsolutes(T* masses, T* z, T* f)
    {
        var (f0, f1) = (TLanes.Load(f), TLanes.Load(f + TLanes.Count));
        for (var i = 0; i < MR; i++)
        {
            var mass = TLanes.Broadcast(masses[i]);
            TLanes.AddProduct(ref f0, mass, TLanes.Abs(TLanes.Load(z)));
            TLanes.AddProduct(ref f1, mass, TLanes.Abs(TLanes.Load(z + TLanes.Count)));
            z += BlockScratch<T>.Stride;
        }

        f0.Store(f);
        f1.Store(f + TLanes.Count);
    }

    // In a tile's rows z becomes r sign(z): the sign bit of z flips the one of r.
    private static void PutSigns(T* z, T* derivatives)
    {
        for (var i = 0; i < MR; i++)
        {
            for (var n = 0; n < SampleBlocks<T>.BlockSize; n += TLanes.Count)
            {
                TLanes.FlipSign(TLanes.Load(derivatives + n), TLanes.Load(z + n)).Store(z + n);
            }

            z += BlockScratch<T>.Stride;
        }
    }

    /// <summary>The number of rows for a given number of neurons.</summary>
    public static int RowsOf(HomogeneousActivation activation, int width)
        => (width + (activation.Odd != 0 ? 1 : 0) + MR - 1) / MR * MR;
}

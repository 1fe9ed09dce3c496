using System.Numerics;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions;

namespace BeyondNtk.Numerics;

/// <summary>The loss and field averaged over examples: the training step that runs tens of thousands of times.</summary>
/// <remarks>
/// With act(z) = odd z + even |z| the network is a linear function &lt;l, x&gt; plus sum_i (even c_i) |z_i|, and the field is
/// odd R + even sum_n r_n sign(z_in) x_n with R = sum_n r_n x_n common to all neurons. So the kernel only ever sees |z| and sign(z), and the
/// slope r sign(z) is r with the sign bit of z put in. The linear function is one more row of weights, l, whose slope is r itself.
/// The sample is cut into at most <see cref="MaxChunks"/> chunks of whole blocks. Each chunk has sums of its own, added up in the order of the
/// chunks: the bits of the result do not depend on the number of threads.
/// </remarks>
internal sealed unsafe class SampleGradient<T, TLanes> : TwoLayerGradient
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private const int Rows = RegisterTile<T, TLanes>.Rows;

    // Enough to share among a few cores whose speeds differ, few enough that adding up costs nothing.
    private const int MaxChunks = 16;

    // This many entries of the fields are added up at a time: they stay in the second-level cache, and a small network is one item.
    private const int AddedTogether = 16 * 1024;

    private readonly IExampleSource _source;
    private readonly IPointwiseLoss _loss;
    private readonly HomogeneousActivation _activation;
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _evaluateChunk;
    private readonly Action<int, int> _addUpEntries;
    private readonly int _rows;
    private readonly int _stride;
    private readonly AlignedArray<T> _weights;
    private readonly AlignedArray<T> _masses;
    private readonly AlignedArray<T>[] _chunkFields;
    private readonly double[] _chunkLosses = new double[MaxChunks];
    private readonly double[] _linear;
    private readonly double[] _sums;
    private readonly double[][] _terms;
    private readonly BlockScratch<T>[] _scratch;
    private DataSet? _packed;
    private SampleBlocks<T> _all;
    private SampleBlocks<T>? _batch;
    private SampleBlocks<T> _examples;

    public SampleGradient(SampleObjective objective, HomogeneousActivation activation, int width, int dimension, int threads)
        : base(width, dimension)
    {
        _source = objective.Examples;
        _loss = objective.Loss;
        _activation = activation;
        _team = WorkerTeam.Of(threads);
        _evaluateChunk = EvaluateChunk;
        _addUpEntries = AddUpEntries;
        _all = _examples = new SampleBlocks<T>(0, dimension, Unit);
        _rows = (width + (HasLinear ? 1 : 0) + Rows - 1) / Rows * Rows;
        _stride = _all.Stride;
        _weights = new AlignedArray<T>(checked(_rows * dimension));
        _masses = new AlignedArray<T>(_rows);
        _chunkFields = [.. Enumerable.Range(0, MaxChunks).Select(_ => new AlignedArray<T>(checked(_rows * _stride)))];
        _linear = new double[dimension];
        _sums = new double[_rows * _stride];
        _terms = [.. Enumerable.Range(0, threads).Select(_ => new double[Math.Min(_sums.Length, AddedTogether)])];
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new BlockScratch<T>(_rows))];
        if (_source.IsFixed)
        {
            Pack();
        }
    }

    public override int Examples => _source.IsFixed ? _all.Count : 0;

    private static int Unit => RegisterTile<T, TLanes>.Columns;

    private bool HasLinear => _activation.Odd != 0;

    private int Chunks => Math.Min(MaxChunks, _examples.Blocks);

    public override double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs, Span<double> field, ReadOnlySpan<int> batch)
    {
        Pack();
        _examples = batch.IsEmpty ? _all : Gather(batch);
        PackNeurons(weights, outputs);
        _team.Run(Chunks, _evaluateChunk);
        return AddUpChunks(field) / _examples.Count;
    }

    private void Pack()
    {
        var sample = _source.Next();
        if (ReferenceEquals(sample, _packed))
        {
            return;
        }

        if (sample.Labels.ColumnCount != 1)
        {
            throw new CompositionException($"a two-layer network here has one output; the sample has {sample.Labels.ColumnCount}");
        }

        if (_all.Count != sample.Count || _packed is null)
        {
            _all = new SampleBlocks<T>(sample.Count, Dimension, Unit);
        }

        var inputs = sample.Inputs.AsColumnMajorArray() ?? sample.Inputs.ToColumnMajorArray();
        var row = new double[Dimension];
        for (var n = 0; n < sample.Count; n++)
        {
            for (var k = 0; k < Dimension; k++)
            {
                row[k] = inputs[((long)k * sample.Count) + n];
            }

            _all.Set(n, row, sample.Labels[n, 0]);
        }

        _packed = sample;
    }

    private SampleBlocks<T> Gather(ReadOnlySpan<int> batch)
    {
        if (_batch?.Count != batch.Length)
        {
            _batch = new SampleBlocks<T>(batch.Length, Dimension, Unit);
        }

        for (var n = 0; n < batch.Length; n++)
        {
            // A pointer does not tell when it is out of bounds.
            ArgumentOutOfRangeException.ThrowIfNegative(batch[n], nameof(batch));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch[n], _all.Count, nameof(batch));
            _batch.Copy(n, _all, batch[n]);
        }

        return _batch;
    }

    // Neurons in tiles, d x 6 each, with even c_i as their masses, and the linear function after them; rows that fill up the last tile stay zero.
    private void PackNeurons(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs)
    {
        Array.Clear(_linear);
        for (var i = 0; i < Width; i++)
        {
            var row = weights.Slice(i * Dimension, Dimension);
            PackRow(i, row);
            _masses.Pointer[i] = T.CreateTruncating(_activation.Even * outputs[i]);
            if (HasLinear)
            {
                TensorPrimitives.MultiplyAdd(row, _activation.Odd * outputs[i], _linear, _linear);
            }
        }

        if (HasLinear)
        {
            PackRow(Width, _linear);
        }
    }

    private void PackRow(int i, ReadOnlySpan<double> row)
    {
        var tile = _weights.Pointer + ((nint)(i / Rows) * Rows * Dimension) + (i % Rows);
        for (var k = 0; k < row.Length; k++)
        {
            tile[k * Rows] = T.CreateTruncating(row[k]);
        }
    }

    private void EvaluateChunk(int chunk, int worker)
    {
        var first = (int)((long)_examples.Blocks * chunk / Chunks);
        var last = (int)((long)_examples.Blocks * (chunk + 1) / Chunks);
        _chunkFields[chunk].Span.Clear();
        var loss = 0.0;
        for (var block = first; block < last; block++)
        {
            loss += EvaluateBlock(block, _scratch[worker], _chunkFields[chunk].Pointer);
        }

        _chunkLosses[chunk] = loss;
    }

    private double EvaluateBlock(int block, BlockScratch<T> scratch, T* field)
    {
        Predict(_examples.ByFeature(block), scratch);

        var labels = _examples.Labels(block);
        TensorPrimitives.ConvertTruncating(scratch.F.Span, scratch.Predictions);
        var loss = _loss.Evaluate(scratch.Predictions.AsSpan(0, labels.Length), labels, scratch.Derivatives.AsSpan(0, labels.Length));
        scratch.Derivatives.AsSpan(labels.Length).Clear();
        TensorPrimitives.ConvertTruncating(scratch.Derivatives, scratch.F.Span);

        AddField(_examples.ByExample(block), scratch, field);
        return loss;
    }

    // f = <l, x> + sum_i mass_i |z_i|, keeping every z. Two panels of examples stay in the nearest cache while all neurons pass by.
    private void Predict(T* inputs, BlockScratch<T> scratch)
    {
        scratch.F.Span.Clear();
        for (var n = 0; n < SampleBlocks<T>.BlockSize; n += 2 * Unit)
        {
            for (var i = 0; i < _rows; i += Rows)
            {
                var z = scratch.Z.Pointer + (i * BlockScratch<T>.Stride) + n;
                RegisterTile<T, TLanes>.MultiplyTwo(
                    _weights.Pointer + (i * Dimension), 1, Rows, inputs + (n * Dimension), Dimension, z, BlockScratch<T>.Stride, Unit, add: false);
                AddAbsolutes(_masses.Pointer + i, z, scratch.F.Pointer + n);
                AddAbsolutes(_masses.Pointer + i, z + Unit, scratch.F.Pointer + n + Unit);
            }
        }

        if (HasLinear)
        {
            TensorPrimitives.Add(scratch.F.Span, Linear(scratch), scratch.F.Span);
        }
    }

    // The linear function's row of Z.
    private Span<T> Linear(BlockScratch<T> scratch) => new(scratch.Z.Pointer + (Width * BlockScratch<T>.Stride), SampleBlocks<T>.BlockSize);

    // f += sum over a tile's neurons of mass |z|.
    private static void AddAbsolutes(T* masses, T* z, T* f)
    {
        var (f0, f1) = (TLanes.Load(f), TLanes.Load(f + TLanes.Count));
        for (var i = 0; i < Rows; i++)
        {
            var mass = TLanes.Broadcast(masses[i]);
            TLanes.AddProduct(ref f0, mass, TLanes.Abs(TLanes.Load(z)));
            TLanes.AddProduct(ref f1, mass, TLanes.Abs(TLanes.Load(z + TLanes.Count)));
            z += BlockScratch<T>.Stride;
        }

        f0.Store(f);
        f1.Store(f + TLanes.Count);
    }

    // Adds sum_n r_n sign(z_in) x_n to each neuron's field, and R to the linear function's. The derivatives r stand in F. Two panels of
    // features stay in the nearest cache while all neurons pass by.
    private void AddField(T* inputs, BlockScratch<T> scratch, T* field)
    {
        const int Size = SampleBlocks<T>.BlockSize;
        for (var i = 0; i < _rows; i += Rows)
        {
            PutSigns(scratch.Z.Pointer + (i * BlockScratch<T>.Stride), scratch.F.Pointer);
        }

        if (HasLinear)
        {
            scratch.F.Span.CopyTo(Linear(scratch));
        }

        var panelOfFields = _rows * Unit;
        for (var k = 0; k < _stride; k += 2 * Unit)
        {
            for (var i = 0; i < _rows; i += Rows)
            {
                var slopes = scratch.Z.Pointer + (i * BlockScratch<T>.Stride);
                var sums = field + ((nint)k * _rows) + (i * Unit);
                if (k + Unit < _stride)
                {
                    RegisterTile<T, TLanes>.MultiplyTwo(slopes, BlockScratch<T>.Stride, 1, inputs + (k * Size), Size, sums, Unit, panelOfFields, add: true);
                }
                else
                {
                    RegisterTile<T, TLanes>.Multiply(slopes, BlockScratch<T>.Stride, 1, inputs + (k * Size), Size, sums, Unit, add: true);
                }
            }
        }
    }

    // In a tile's rows z becomes r sign(z): the sign bit of z flips the one of r.
    private static void PutSigns(T* z, T* derivatives)
    {
        for (var i = 0; i < Rows; i++)
        {
            for (var n = 0; n < SampleBlocks<T>.BlockSize; n += TLanes.Count)
            {
                TLanes.FlipSign(TLanes.Load(derivatives + n), TLanes.Load(z + n)).Store(z + n);
            }

            z += BlockScratch<T>.Stride;
        }
    }

    // G = (odd R + even sum_n r_n sign(z_n) x_n) / N, the chunks added in double precision. Returns the loss, summed over the examples.
    private double AddUpChunks(Span<double> field)
    {
        var loss = 0.0;
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            loss += _chunkLosses[chunk];
        }

        _team.Run((_sums.Length + AddedTogether - 1) / AddedTogether, _addUpEntries);
        for (var k = 0; k < Dimension; k += Unit)
        {
            var length = Math.Min(Unit, Dimension - k);
            var panel = _sums.AsSpan(k * _rows, Unit * _rows);
            var linear = _linear.AsSpan(k, length);
            linear.Clear();
            if (HasLinear)
            {
                TensorPrimitives.Multiply(panel.Slice(Width * Unit, length), _activation.Odd, linear);
            }

            for (var i = 0; i < Width; i++)
            {
                TensorPrimitives.MultiplyAdd(panel.Slice(i * Unit, length), _activation.Even, linear, field.Slice((i * Dimension) + k, length));
            }
        }

        TensorPrimitives.Multiply(field, 1.0 / _examples.Count, field);
        return loss;
    }

    // Some of the entries of the fields.
    private void AddUpEntries(int item, int worker)
    {
        var first = item * AddedTogether;
        var sums = _sums.AsSpan(first, Math.Min(AddedTogether, _sums.Length - first));
        var terms = _terms[worker].AsSpan(0, sums.Length);
        sums.Clear();
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            TensorPrimitives.ConvertTruncating<T, double>(_chunkFields[chunk].Span.Slice(first, sums.Length), terms);
            TensorPrimitives.Add(sums, terms, sums);
        }
    }
}

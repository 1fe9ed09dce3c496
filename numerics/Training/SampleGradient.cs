using System.Numerics;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Networks;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>The loss and field averaged over examples: the training step that runs tens of thousands of times.</summary>
/// <remarks>
/// With act(z) = odd z + even |z| the network is a linear function &lt;l, x&gt; plus sum_i (even c_i) |z_i|, and the field is
/// odd R + even sum_n r_n sign(z_in) x_n with R = sum_n r_n x_n common to all neurons. So the kernel only ever sees |z| and sign(z), and the slope
/// r sign(z) is r with its sign flipped by the sign bit of z. The linear function is one more row of weights, whose slope is r itself.
/// The sample is cut into at most <see cref="MaxChunks"/> chunks of whole blocks. Each chunk has its own sums, which are added in the order of the chunks: the bits of the result do
/// not depend on the number of threads.
/// </remarks>
internal sealed unsafe class SampleGradient<T, TLanes> : TwoLayerGradient
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    // Enough to share among a few cores whose speeds differ, so few that adding up costs almost nothing.
    private const int MaxChunks = 16;

    // This many entries of the fields are added up at a time: they stay in the second-level cache, and a small network is one item.
    private const int AddedTogether = 16 * 1024;

    private readonly IExampleSource _source;
    private readonly IPointwiseLoss _loss;
    private readonly HomogeneousActivation _activation;
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _evaluateChunk;
    private readonly Action<int, int> _addUpEntries;
    private readonly int _stride;
    private readonly PackedNeurons<T, TLanes> _neurons;
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
        _team = WorkerTeam.Get(threads);
        _evaluateChunk = EvaluateChunk;
        _addUpEntries = AddUpEntries;
        _all = _examples = new SampleBlocks<T>(0, dimension, NR);
        _stride = _all.Stride;
        MemoryNeed.Require(
            $"training {width} neurons in {dimension} dimensions on examples", width, "neurons", count => Arrays(activation, (int)count, dimension, _stride, threads));
        _neurons = new PackedNeurons<T, TLanes>(activation, width, dimension);
        _chunkFields = [.. Enumerable.Range(0, MaxChunks).Select(_ => new AlignedArray<T>(_neurons.Rows * _stride))];
        _linear = new double[dimension];
        _sums = new double[_neurons.Rows * _stride];
        _terms = [.. Enumerable.Range(0, threads).Select(_ => new double[Math.Min(_sums.Length, AddedTogether)])];
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new BlockScratch<T>(_neurons.Rows))];
        if (_source.IsFixed)
        {
            Pack();
        }
    }

    public override int Examples => _source.IsFixed ? _all.Count : 0;

    public override long Bytes => _source.IsFixed ? _all.Bytes + ((long)MaxChunks * _sums.Length * sizeof(T)) : 0;

    // One thread draws a fresh sample, which takes longer than the work of some hundreds of neurons.
    public override int UsefulThreads
        => _source.IsFixed ? ThreadsFor((double)_all.Count * Width * Dimension, Math.Min(MaxChunks, _all.Blocks)) : 1;

    private static int NR => MicroKernel<T, TLanes>.NR;

    private int Chunks => Math.Min(MaxChunks, _examples.Blocks);

    public override double Evaluate(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs, Span<double> field, ReadOnlySpan<int> batch)
    {
        Pack();
        _examples = batch.IsEmpty ? _all : Gather(batch);
        _neurons.Pack(weights, outputs);
        _team.Run(Chunks, _evaluateChunk);
        return AddUpChunks(field) / _examples.Count;
    }

    // The neurons, the field of each chunk and their sum, the pre-activations of each thread.
    private static IEnumerable<ArraySize> Arrays(HomogeneousActivation activation, int width, int dimension, int stride, int threads)
    {
        var rows = PackedNeurons<T, TLanes>.RowsOf(activation, width);
        return
        [
            AlignedArray<T>.Size(rows, dimension),
            .. Enumerable.Repeat(AlignedArray<T>.Size(rows, stride), MaxChunks),
            ArraySize.Of<double>(rows, stride),
            .. Enumerable.Repeat(AlignedArray<T>.Size(rows, BlockScratch<T>.Stride), threads),
        ];
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

        if (sample.Inputs.ColumnCount != Dimension && sample.Inputs.ColumnCount != Dimension - 1)
        {
            throw new CompositionException($"neurons of {Dimension} weights take inputs of {Dimension} dimensions, or of {Dimension - 1} with a bias; the sample has {sample.Inputs.ColumnCount}");
        }

        if (_all.Count != sample.Count || _packed is null)
        {
            _all = new SampleBlocks<T>(sample.Count, Dimension, NR);
        }

        var inputs = sample.Inputs.AsColumnMajorArray() ?? sample.Inputs.ToColumnMajorArray();
        var row = new double[Dimension];

        // What a bias is multiplied by.
        row[^1] = 1;
        for (var n = 0; n < sample.Count; n++)
        {
            for (var k = 0; k < sample.Inputs.ColumnCount; k++)
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
            _batch = new SampleBlocks<T>(batch.Length, Dimension, NR);
        }

        for (var n = 0; n < batch.Length; n++)
        {
            // A pointer is not checked against bounds.
            ArgumentOutOfRangeException.ThrowIfNegative(batch[n], nameof(batch));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch[n], _all.Count, nameof(batch));
            _batch.Copy(n, _all, batch[n]);
        }

        return _batch;
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
        _neurons.Predict(_examples.ByFeature(block), scratch);

        var labels = _examples.Labels(block);
        TensorPrimitives.ConvertTruncating(scratch.F.Span, scratch.Predictions);
        var loss = _loss.Evaluate(scratch.Predictions.AsSpan(0, labels.Length), labels, scratch.Derivatives.AsSpan(0, labels.Length));
        scratch.Derivatives.AsSpan(labels.Length).Clear();
        TensorPrimitives.ConvertTruncating(scratch.Derivatives, scratch.F.Span);

        _neurons.AddField(_examples.ByExample(block), scratch, field, _stride);
        return loss;
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
        for (var k = 0; k < Dimension; k += NR)
        {
            var length = Math.Min(NR, Dimension - k);
            var panel = _sums.AsSpan(k * _neurons.Rows, NR * _neurons.Rows);
            var linear = _linear.AsSpan(k, length);
            linear.Clear();
            if (_neurons.HasLinear)
            {
                TensorPrimitives.Multiply(panel.Slice(Width * NR, length), _activation.Odd, linear);
            }

            for (var i = 0; i < Width; i++)
            {
                TensorPrimitives.MultiplyAdd(panel.Slice(i * NR, length), _activation.Even, linear, field.Slice((i * Dimension) + k, length));
            }
        }

        TensorPrimitives.Multiply(field, 1.0 / _examples.Count, field);
        return loss;
    }

    // Adds up some entries of the fields.
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

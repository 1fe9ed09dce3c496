using System.Numerics;
using System.Runtime.Intrinsics;
using BeyondNtk.Abstractions;

namespace BeyondNtk.Numerics;

/// <summary>The loss and field averaged over examples: the training step that runs tens of thousands of times.</summary>
/// <remarks>
/// With act(z) = odd z + even |z| the network is a linear function plus sum_i (even c_i) |z_i|, and the field is
/// odd R + even sum_n r_n sign(z_in) x_n with R = sum_n r_n x_n common to all neurons. So the kernel only ever sees |z| and sign(z), and the
/// slope r sign(z) is r with the sign bit of z put in.
/// The sample is cut into at most <see cref="MaxChunks"/> chunks of whole blocks. Each chunk has sums of its own, added up in the order of the
/// chunks: the bits of the result do not depend on the number of threads.
/// </remarks>
internal sealed unsafe class SampleGradient<T> : TwoLayerGradient
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Enough to share among a few cores whose speeds differ, few enough that adding up costs nothing.
    private const int MaxChunks = 16;

    private readonly IExampleSource _source;
    private readonly IPointwiseLoss _loss;
    private readonly HomogeneousActivation _activation;
    private readonly WorkerTeam _team;
    private readonly Action<int, int> _evaluateChunk;
    private readonly int _tiles;
    private readonly AlignedArray<T> _weights;
    private readonly AlignedArray<T> _masses;
    private readonly double[] _linear;
    private readonly AlignedArray<T> _linearInT;
    private readonly BlockScratch<T>[] _scratch;
    private readonly AlignedArray<T>[] _chunkFields;
    private readonly AlignedArray<T>[] _chunkLinearFields;
    private readonly double[] _chunkLosses = new double[MaxChunks];
    private DataSet? _packed;
    private SampleBlocks<T> _all = new(0, 1);
    private SampleBlocks<T>? _batch;
    private SampleBlocks<T> _examples = new(0, 1);

    public SampleGradient(SampleObjective objective, HomogeneousActivation activation, int width, int dimension, int threads)
        : base(width, dimension)
    {
        _source = objective.Examples;
        _loss = objective.Loss;
        _activation = activation;
        _team = WorkerTeam.Of(threads);
        _evaluateChunk = EvaluateChunk;
        _tiles = (width + Tiles<T>.Neurons - 1) / Tiles<T>.Neurons;
        var rows = _tiles * Tiles<T>.Neurons;
        var stride = SampleBlocks<T>.PaddedDimension(dimension);
        _weights = new AlignedArray<T>(rows * dimension);
        _masses = new AlignedArray<T>(rows);
        _linear = new double[dimension];
        _linearInT = new AlignedArray<T>(dimension);
        _scratch = [.. Enumerable.Range(0, threads).Select(_ => new BlockScratch<T>(rows, SampleBlocks<T>.BlockSize))];
        _chunkFields = [.. Enumerable.Range(0, MaxChunks).Select(_ => new AlignedArray<T>(rows * stride))];
        _chunkLinearFields = [.. Enumerable.Range(0, MaxChunks).Select(_ => new AlignedArray<T>(stride))];
        if (_source.IsFixed)
        {
            Pack();
        }
    }

    public override int Examples => _source.IsFixed ? _all.Count : 0;

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
            _all = new SampleBlocks<T>(sample.Count, Dimension);
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
            _batch = new SampleBlocks<T>(batch.Length, Dimension);
        }

        for (var n = 0; n < batch.Length; n++)
        {
            _batch.Copy(n, _all, batch[n]);
        }

        return _batch;
    }

    // Neurons in tiles, d x 6 each, with even c_i as their masses; the rows that fill up the last tile stay zero.
    private void PackNeurons(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputs)
    {
        Array.Clear(_linear);
        for (var i = 0; i < Width; i++)
        {
            var tile = _weights.Pointer + ((long)(i / Tiles<T>.Neurons) * Tiles<T>.Neurons * Dimension) + (i % Tiles<T>.Neurons);
            var row = weights.Slice(i * Dimension, Dimension);
            for (var k = 0; k < row.Length; k++)
            {
                tile[k * Tiles<T>.Neurons] = T.CreateTruncating(row[k]);
                _linear[k] += _activation.Odd * outputs[i] * row[k];
            }

            _masses.Pointer[i] = T.CreateTruncating(_activation.Even * outputs[i]);
        }

        for (var k = 0; k < Dimension; k++)
        {
            _linearInT.Pointer[k] = T.CreateTruncating(_linear[k]);
        }
    }

    private void EvaluateChunk(int chunk, int worker)
    {
        var first = (int)((long)_examples.Blocks * chunk / Chunks);
        var last = (int)((long)_examples.Blocks * (chunk + 1) / Chunks);
        _chunkFields[chunk].Span.Clear();
        _chunkLinearFields[chunk].Span.Clear();
        var loss = 0.0;
        for (var block = first; block < last; block++)
        {
            loss += EvaluateBlock(block, _scratch[worker], _chunkFields[chunk].Pointer, _chunkLinearFields[chunk].Pointer);
        }

        _chunkLosses[chunk] = loss;
    }

    private double EvaluateBlock(int block, BlockScratch<T> scratch, T* field, T* linearField)
    {
        var size = SampleBlocks<T>.BlockSize;
        Predict(_examples.ByFeature(block), scratch);

        var labels = _examples.Labels(block);
        for (var n = 0; n < labels.Length; n++)
        {
            scratch.Predictions[n] = double.CreateTruncating(scratch.F.Pointer[n]);
        }

        var loss = _loss.Evaluate(scratch.Predictions.AsSpan(0, labels.Length), labels, scratch.Derivatives.AsSpan(0, labels.Length));
        scratch.Derivatives.AsSpan(labels.Length).Clear();
        for (var n = 0; n < size; n++)
        {
            scratch.F.Pointer[n] = T.CreateTruncating(scratch.Derivatives[n]);
        }

        AddField(_examples.ByExample(block), scratch, field, linearField);
        return loss;
    }

    // f = <linear, x> + sum_i mass_i |z_i|, keeping every z.
    private void Predict(T* inputs, BlockScratch<T> scratch)
    {
        var size = SampleBlocks<T>.BlockSize;
        scratch.F.Span.Clear();
        if (_activation.Odd != 0)
        {
            for (var k = 0; k < Dimension; k++)
            {
                MultiplyAdd(_linearInT.Pointer[k], inputs + (k * size), scratch.F.Pointer, size);
            }
        }

        for (var tile = 0; tile < _tiles; tile++)
        {
            var neuron = tile * Tiles<T>.Neurons;
            Tiles<T>.Forward(
                _weights.Pointer + (neuron * Dimension), _masses.Pointer + neuron, inputs, Dimension, scratch.Z.Pointer + (neuron * size), scratch.F.Pointer);
        }
    }

    // Adds sum_n r_n sign(z_in) x_n to each neuron's field, and sum_n r_n x_n to the linear one. The derivatives r stand in F.
    private void AddField(T* inputs, BlockScratch<T> scratch, T* field, T* linearField)
    {
        var size = SampleBlocks<T>.BlockSize;
        var stride = _examples.Stride;
        PutSigns(scratch.Z.Pointer, scratch.F.Pointer, _tiles * Tiles<T>.Neurons, size);
        for (var tile = 0; tile < _tiles; tile++)
        {
            var neuron = tile * Tiles<T>.Neurons;
            for (var k = 0; k < stride; k += 2 * Vector512<T>.Count)
            {
                Tiles<T>.Backward(scratch.Z.Pointer + (neuron * size), inputs + k, stride, size, field + (neuron * stride) + k);
            }
        }

        if (_activation.Odd != 0)
        {
            for (var n = 0; n < size; n++)
            {
                MultiplyAdd(scratch.F.Pointer[n], inputs + (n * stride), linearField, stride);
            }
        }
    }

    // z becomes r sign(z): the sign bit of z flips the one of r.
    private static void PutSigns(T* z, T* derivatives, int rows, int size)
    {
        var signBit = Vector512.Create(T.NegativeZero);
        for (var n = 0; n < size; n += Vector512<T>.Count)
        {
            var r = Vector512.Load(derivatives + n);
            for (var i = 0; i < rows; i++)
            {
                var place = z + (i * size) + n;
                (r ^ (Vector512.Load(place) & signBit)).Store(place);
            }
        }
    }

    private static void MultiplyAdd(T factor, T* source, T* target, int length)
    {
        var broadcast = Vector512.Create(factor);
        for (var k = 0; k < length; k += Vector512<T>.Count)
        {
            Tiles<T>.Fma(broadcast, Vector512.Load(source + k), Vector512.Load(target + k)).Store(target + k);
        }
    }

    private double AddUpChunks(Span<double> field)
    {
        var stride = _examples.Stride;
        var scale = 1.0 / _examples.Count;
        var loss = 0.0;
        field.Clear();
        Array.Clear(_linear);
        for (var chunk = 0; chunk < Chunks; chunk++)
        {
            loss += _chunkLosses[chunk];
            for (var k = 0; k < Dimension; k++)
            {
                _linear[k] += double.CreateTruncating(_chunkLinearFields[chunk].Pointer[k]);
            }

            for (var i = 0; i < Width; i++)
            {
                var source = _chunkFields[chunk].Pointer + ((long)i * stride);
                var target = field.Slice(i * Dimension, Dimension);
                for (var k = 0; k < target.Length; k++)
                {
                    target[k] += double.CreateTruncating(source[k]);
                }
            }
        }

        for (var i = 0; i < Width; i++)
        {
            var target = field.Slice(i * Dimension, Dimension);
            for (var k = 0; k < target.Length; k++)
            {
                target[k] = scale * ((_activation.Odd * _linear[k]) + (_activation.Even * target[k]));
            }
        }

        return loss;
    }
}

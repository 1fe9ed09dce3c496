using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Memory;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>Goes through the examples of an objective block by block; what a block adds to loss and gradients is up to the network.</summary>
internal abstract unsafe class ThreeLayerExamples<T, TLanes> : ThreeLayerGradient
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private readonly IExampleSource _source;
    private readonly IPointwiseLoss _loss;
    private readonly double[] _derivatives = new double[InputBlock<T, TLanes>.Size];
    private AlignedArray<T>? _sums;
    private DataSet? _packed;
    private double[] _inputs = [];
    private double[] _labels = [];

    private protected ThreeLayerExamples(SampleObjective objective, ThreeLayerShape shape, int threads, int copies)
        : base(shape)
    {
        (_source, _loss) = (objective.Examples, objective.Loss);
        Team = WorkerTeam.Get(threads);

        // Weights and their gradient in the kernel's precision, and the numbers that neurons have for a block of examples.
        var most = Math.Max(shape.FirstWidth, shape.SecondWidth);
        MemoryNeed.Require(
            $"training a network of {shape.FirstWidth} and {shape.SecondWidth} neurons", most, "neurons in the wider hidden layer",
            width => [AlignedArray<T>.Size(2L * Math.Min(width, shape.FirstWidth), shape.Dimension), .. Enumerable.Repeat(AlignedArray<T>.Size(Math.Min(width, shape.FirstWidth), Math.Min(width, shape.SecondWidth)), copies), AlignedArray<T>.Size(6 * width, InputBlock<T, TLanes>.Size)]);
        Inputs = new InputBlock<T, TLanes>(shape.Dimension);
        First = new FirstLayer<T, TLanes>(shape.FirstWidth, Inputs);
        Scratch = [.. Enumerable.Range(0, threads).Select(_ => new LayerScratch<T>(SecondLayer<T, TLanes>.Group, InputBlock<T, TLanes>.RowStride, shape.SecondWidth + MR, First.Columns))];
        if (_source.IsFixed)
        {
            PackSample();
        }
    }

    /// <inheritdoc/>
    public override long Bytes => _source.IsFixed && _labels.Length <= InputBlock<T, TLanes>.Size ? 0 : sizeof(T) * (long)Shape.SecondWidth * First.Columns;

    /// <inheritdoc/>
    public override int Examples => _source.IsFixed ? _labels.Length : 0;

    private protected static int NR => MicroKernel<T, TLanes>.NR;

    private protected static int MR => MicroKernel<T, TLanes>.MR;

    private protected WorkerTeam Team { get; }

    private protected InputBlock<T, TLanes> Inputs { get; }

    private protected FirstLayer<T, TLanes> First { get; }

    private protected LayerScratch<T>[] Scratch { get; }

    /// <summary>The derivatives of the mean loss at the block's predictions, with zeros after them.</summary>
    private protected AlignedArray<T> Derivatives { get; } = new(InputBlock<T, TLanes>.Size);

    /// <inheritdoc/>
    public override double Evaluate(ThreeLayerWeights weights, ThreeLayerSlopes slopes, ReadOnlySpan<int> batch)
    {
        var (m1, m2, d) = ((long)Shape.FirstWidth, (long)Shape.SecondWidth, Shape.Dimension);
        Require(weights.First.Length == m1 * d && weights.Second.Length == m1 * m2 && weights.Biases.Length == m2 && weights.Outputs.Length == m2, nameof(weights));
        Require(IsEmptyOr(slopes.First, m1 * d) && IsEmptyOr(slopes.Second, m1 * m2) && IsEmptyOr(slopes.Biases, m2) && IsEmptyOr(slopes.Outputs, m2) && CanGive(slopes), nameof(slopes));
        PackSample();
        var count = batch.IsEmpty ? _labels.Length : batch.Length;
        slopes.First.Clear();
        slopes.Biases.Clear();
        slopes.Outputs.Clear();
        fixed (double* first = weights.First, second = weights.Second, biases = weights.Biases, outputs = weights.Outputs)
        fixed (double* firstSlopes = slopes.First, secondSlopes = slopes.Second, biasSlopes = slopes.Biases, outputSlopes = slopes.Outputs)
        {
            Begin(new(first, second, biases, outputs), new(firstSlopes, secondSlopes, biasSlopes, outputSlopes));
            var loss = 0.0;
            for (var start = 0; start < count; start += InputBlock<T, TLanes>.Size)
            {
                Inputs.Fill(_inputs, _labels, start, Math.Min(InputBlock<T, TLanes>.Size, count - start), batch);
                loss += EvaluateBlock(count, isFirst: start == 0, isLast: start + Inputs.Count == count);
            }

            return loss / count;
        }
    }

    /// <summary>Whether these gradients can be asked for.</summary>
    private protected virtual bool CanGive(ThreeLayerSlopes slopes) => true;

    /// <summary>Takes parameters, and where their gradients go; null where they are not asked for.</summary>
    private protected abstract void Begin(ThreeLayerPointers weights, ThreeLayerPointers slopes);

    /// <summary>Adds a block of examples.</summary>
    /// <param name="count">The number of all examples.</param>
    /// <param name="isFirst">Whether it is the first block.</param>
    /// <param name="isLast">Whether it is the last.</param>
    /// <returns>Its loss, summed over its examples.</returns>
    private protected abstract double EvaluateBlock(int count, bool isFirst, bool isLast);

    /// <summary>The loss at the block's predictions; puts their derivatives over the number of all examples into <see cref="Derivatives"/>.</summary>
    private protected double LossAt(Span<double> predictions, int count)
    {
        var labels = Inputs.Labels.AsSpan(0, Inputs.Count);
        var derivatives = _derivatives.AsSpan(0, Inputs.Count);
        var loss = _loss.Evaluate(predictions[..Inputs.Count], labels, derivatives);
        Derivatives.Span.Clear();
        for (var n = 0; n < Inputs.Count; n++)
        {
            Derivatives.Pointer[n] = T.CreateTruncating(derivatives[n] / count);
        }

        return loss;
    }

    // A pointer is not checked against bounds.
    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ArgumentException($"these are not the arrays of a network of shape {Shape}", what);
        }
    }

    private static bool IsEmptyOr(ReadOnlySpan<double> values, long length) => values.IsEmpty || values.Length == length;

    /// <summary>The sum of what each group adds to the predictions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected static void AddUp(T[] partial, int groups, Span<double> predictions)
    {
        predictions.Clear();
        for (var group = 0; group < groups; group++)
        {
            for (var n = 0; n < InputBlock<T, TLanes>.Size; n++)
            {
                predictions[n] += double.CreateTruncating(partial[(group * InputBlock<T, TLanes>.Size) + n]);
            }
        }
    }

    /// <summary>Makes room for the gradient of the second layer's weights, which several blocks of examples add to.</summary>
    private protected void ReserveSums(SecondLayer<T, TLanes> layer) => _sums ??= new AlignedArray<T>(checked(layer.Rows * First.Columns));

    /// <summary>Adds the block to the gradient of a tile's weights, and after the last block gives it out.</summary>
    private protected void AddGradient(SecondLayer<T, TLanes> layer, int tile, int rows, LayerScratch<T> scratch, double* gradient, bool isFirst, bool isLast)
    {
        // Of one block no sums need to be kept.
        var sums = isFirst && isLast ? scratch.Gradient.Pointer : _sums!.Pointer + ((nint)tile * First.Columns);
        layer.AddGradient(scratch.Slopes.Pointer, sums, add: !isFirst);
        for (var i = 0; i < rows && isLast; i++)
        {
            TensorPrimitives.ConvertTruncating(
                new ReadOnlySpan<T>(sums + ((nint)i * First.Columns), Shape.FirstWidth), new Span<double>(gradient + ((nint)(tile + i) * Shape.FirstWidth), Shape.FirstWidth));
        }
    }

    private void PackSample()
    {
        var sample = _source.Next();
        if (ReferenceEquals(sample, _packed))
        {
            return;
        }

        var (count, dimension) = (sample.Count, sample.Inputs.ColumnCount);
        if (sample.Labels.ColumnCount != 1)
        {
            throw new CompositionException($"a network of three layers here has one output; the sample has {sample.Labels.ColumnCount}");
        }

        if (dimension != Shape.Dimension && dimension != Shape.Dimension - 1)
        {
            throw new CompositionException($"neurons of {Shape.Dimension} weights take inputs of {Shape.Dimension} dimensions, or of {Shape.Dimension - 1} with a bias; the sample has {dimension}");
        }

        _inputs = new double[(long)count * Shape.Dimension];
        _labels = sample.Labels.Column(0).ToArray();
        for (var n = 0; n < count; n++)
        {
            // What a bias is multiplied by.
            _inputs[((n + 1L) * Shape.Dimension) - 1] = 1;
            for (var k = 0; k < dimension; k++)
            {
                _inputs[((long)n * Shape.Dimension) + k] = sample.Inputs[n, k];
            }
        }

        _packed = sample;
    }
}

/// <summary>Parameters of a network of three layers, or their gradients, held in place during an evaluation.</summary>
internal readonly unsafe struct ThreeLayerPointers(double* first, double* second, double* biases, double* outputs)
{
    public readonly double* First = first;
    public readonly double* Second = second;
    public readonly double* Biases = biases;
    public readonly double* Outputs = outputs;
}

/// <summary>What one thread needs for a group of neurons.</summary>
/// <param name="group">The number of neurons of a group.</param>
/// <param name="stride">From one neuron's numbers for the examples to the next's.</param>
/// <param name="neurons">The number of neurons of the second layer, padded.</param>
/// <param name="columns">The number of columns of its weights, padded.</param>
internal sealed class LayerScratch<T>(int group, int stride, int neurons, int columns)
    where T : unmanaged
{
    /// <summary>Numbers of a group's neurons for the examples.</summary>
    public AlignedArray<T> Slopes { get; } = new(group * stride);

    /// <summary>A group's columns of the second layer's weights.</summary>
    public AlignedArray<T> Tiles { get; } = new(group * neurons);

    /// <summary>The gradient of a tile's weights.</summary>
    public AlignedArray<T> Gradient { get; } = new(6 * columns);
}

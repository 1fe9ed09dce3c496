using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>
/// The network linearised at (W0, V0) in both: f = f0 + s2^T (V - V0) h + s1^T (W - W0) x with h, s2 = a 1[z2 &gt; 0] and s1 = (V0^T s2) 1[z1 &gt; 0] of the start. What is of the
/// start is computed anew for every block: of a sample of thousands it would take more memory than the parameters.
/// </summary>
internal sealed unsafe class ThreeLayerTangentGradient<T, TLanes> : ThreeLayerExamples<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private readonly ThreeLayerStart _start;
    private readonly SecondLayer<T, TLanes> _atStart;
    private readonly SecondLayer<T, TLanes> _change;
    private readonly AlignedArray<T> _z;
    private readonly AlignedArray<T> _product;
    private readonly AlignedArray<T> _firstSlopes;
    private readonly T[] _partial;
    private readonly T[] _partialOfFirst;
    private readonly double[] _moved;
    private readonly double[][] _rows;
    private readonly double[] _predictions = new double[InputBlock<T, TLanes>.Size];
    private readonly double[] _predictionsOfFirst = new double[InputBlock<T, TLanes>.Size];
    private readonly Action<int, int> _predictFirst;
    private readonly Action<int, int> _predictSecond;
    private readonly Action<int, int> _linearise;
    private readonly Action<int, int> _returnSecond;
    private readonly Action<int, int> _returnFirst;
    private ThreeLayerPointers _weights;
    private ThreeLayerPointers _slopes;
    private bool _isFirst;
    private bool _isLast;

    public ThreeLayerTangentGradient(SampleObjective objective, ThreeLayerShape shape, ThreeLayerStart start, int threads)
        : base(objective, shape, threads, copies: 3)
    {
        _start = start;
        (_atStart, _change) = (new(shape.SecondWidth, First, Inputs), new(shape.SecondWidth, First, Inputs));
        (_z, _product) = (new(_atStart.Rows * InputBlock<T, TLanes>.Size), new(_atStart.Rows * InputBlock<T, TLanes>.Size));
        _firstSlopes = new(First.Groups * FirstLayer<T, TLanes>.Group * InputBlock<T, TLanes>.RowStride);
        (_partial, _partialOfFirst) = (new T[_atStart.Groups * InputBlock<T, TLanes>.Size], new T[First.Groups * InputBlock<T, TLanes>.Size]);
        _moved = new double[start.First.Length];
        _rows = [.. Scratch.Select(_ => new double[shape.FirstWidth])];
        (_predictFirst, _predictSecond, _linearise, _returnSecond, _returnFirst) = (PredictFirst, PredictSecond, Linearise, ReturnSecond, ReturnFirst);
        First.Pack(start.First);
        fixed (double* second = start.Second)
        {
            for (var group = 0; group < _atStart.Groups; group++)
            {
                _atStart.Pack(group, second, shape.FirstWidth);
            }
        }
    }

    private protected override bool CanGive(ThreeLayerSlopes slopes) => !slopes.First.IsEmpty && !slopes.Second.IsEmpty && slopes.Biases.IsEmpty && slopes.Outputs.IsEmpty;

    private protected override void Begin(ThreeLayerPointers weights, ThreeLayerPointers slopes)
    {
        (_weights, _slopes) = (weights, slopes);
        TensorPrimitives.Subtract(new ReadOnlySpan<double>(weights.First, _moved.Length), _start.First, _moved);
    }

    private protected override double EvaluateBlock(int count, bool isFirst, bool isLast)
    {
        (_isFirst, _isLast) = (isFirst, isLast);
        Team.Run(First.Groups, _predictFirst);
        Team.Run(_atStart.Groups, _predictSecond);
        Team.Run(First.Groups, _linearise);
        AddUp(_partial, _atStart.Groups, _predictions);
        AddUp(_partialOfFirst, First.Groups, _predictionsOfFirst);
        TensorPrimitives.Add<double>(_predictions, _predictionsOfFirst, _predictions);
        var loss = LossAt(_predictions, count);
        if (!(isFirst && isLast))
        {
            ReserveSums(_change);
        }

        Team.Run(_change.Groups, _returnSecond);
        Team.Run(First.Groups, _returnFirst);
        return loss;
    }

    private void PredictFirst(int group, int worker)
    {
        First.Predict(group);
        First.PredictByExample(group);
    }

    // z2 becomes s2.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PredictSecond(int group, int worker)
    {
        var first = group * SecondLayer<T, TLanes>.Group;
        var end = Math.Min(Shape.SecondWidth, first + SecondLayer<T, TLanes>.Group);
        if (_isFirst)
        {
            Subtract(first, end, _rows[worker]);
        }

        _atStart.Multiply(group, _z);
        _change.Multiply(group, _product);
        fixed (T* partial = &_partial[group * InputBlock<T, TLanes>.Size])
        {
            var zero = TLanes.Broadcast(T.Zero);
            for (var n = 0; n < Inputs.Panels * NR; n += TLanes.Count)
            {
                var sum = zero;
                for (var i = first; i < end; i++)
                {
                    var place = ((((nint)(n / NR) * _atStart.Rows) + i) * NR) + (n % NR);
                    var (z, output) = (TLanes.Load(_z.Pointer + place) + TLanes.Broadcast(T.CreateTruncating(_start.Biases[i])), TLanes.Broadcast(T.CreateTruncating(_start.Outputs[i])));
                    var slope = TLanes.WhereGreater(z, zero, output, zero);
                    slope.Store(_z.Pointer + place);
                    TLanes.AddProduct(ref sum, slope, z + TLanes.Load(_product.Pointer + place));
                }

                sum.Store(partial + n);
            }
        }
    }

    // V - V0 of a group's neurons.
    private void Subtract(int first, int end, double[] row)
    {
        for (var i = first; i < end; i++)
        {
            var place = (long)i * Shape.FirstWidth;
            TensorPrimitives.Subtract(new ReadOnlySpan<double>(_weights.Second + place, row.Length), _start.Second.AsSpan((int)place, row.Length), row);
            _change.PackRow(i, row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Linearise(int group, int worker)
    {
        var first = group * FirstLayer<T, TLanes>.Group;
        var slopes = _firstSlopes.Pointer + ((nint)first * InputBlock<T, TLanes>.RowStride);
        _atStart.MultiplyTransposed(group, _z, slopes, Scratch[worker].Tiles.Pointer);
        var d = Shape.Dimension;
        fixed (T* partial = &_partialOfFirst[group * InputBlock<T, TLanes>.Size])
        {
            new Span<T>(partial, InputBlock<T, TLanes>.Size).Clear();
            for (var tile = first; tile < Math.Min(First.Rows, first + FirstLayer<T, TLanes>.Group); tile += MR)
            {
                First.MultiplyBySlopes(tile, slopes + ((tile - first) * InputBlock<T, TLanes>.RowStride));
            }

            for (var j = first; j < Math.Min(Shape.FirstWidth, first + FirstLayer<T, TLanes>.Group); j++)
            {
                for (var n = 0; n < Inputs.Panels * NR; n += TLanes.Count)
                {
                    var inner = TLanes.Broadcast(T.Zero);
                    for (var k = 0; k < d; k++)
                    {
                        TLanes.AddProduct(ref inner, TLanes.Broadcast(T.CreateTruncating(_moved[(j * d) + k])), TLanes.Load(Inputs.ByFeature.Pointer + ((((n / NR) * d) + k) * NR) + (n % NR)));
                    }

                    var sum = TLanes.Load(partial + n);
                    TLanes.AddProduct(ref sum, inner, TLanes.Load(slopes + ((j - first) * InputBlock<T, TLanes>.RowStride) + n));
                    sum.Store(partial + n);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReturnSecond(int group, int worker)
    {
        var scratch = Scratch[worker];
        var first = group * SecondLayer<T, TLanes>.Group;
        var end = Math.Min(Shape.SecondWidth, first + SecondLayer<T, TLanes>.Group);
        for (var tile = first; tile < end; tile += MR)
        {
            for (var i = tile; i < tile + MR; i++)
            {
                var row = scratch.Slopes.Pointer + ((i - tile) * InputBlock<T, TLanes>.RowStride);
                for (var n = 0; n < Inputs.Panels * NR; n += TLanes.Count)
                {
                    var slope = i < end ? TLanes.Load(_z.Pointer + ((((nint)(n / NR) * _atStart.Rows) + i) * NR) + (n % NR)) : TLanes.Broadcast(T.Zero);
                    (slope * TLanes.Load(Derivatives.Pointer + n)).Store(row + n);
                }
            }

            AddGradient(_change, tile, Math.Min(MR, end - tile), scratch, _slopes.Second, _isFirst, _isLast);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReturnFirst(int group, int worker)
    {
        var first = group * FirstLayer<T, TLanes>.Group;
        for (var tile = first; tile < Math.Min(First.Rows, first + FirstLayer<T, TLanes>.Group); tile += MR)
        {
            var slopes = _firstSlopes.Pointer + ((nint)tile * InputBlock<T, TLanes>.RowStride);
            for (var i = 0; i < MR; i++)
            {
                for (var n = 0; n < Inputs.Panels * NR; n += TLanes.Count)
                {
                    var place = slopes + (i * InputBlock<T, TLanes>.RowStride) + n;
                    (TLanes.Load(place) * TLanes.Load(Derivatives.Pointer + n)).Store(place);
                }
            }

            First.AddGradient(tile, slopes, _slopes.First, Scratch[worker].Gradient.Pointer);
        }
    }
}

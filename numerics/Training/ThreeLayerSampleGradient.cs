using System.Numerics;
using System.Runtime.CompilerServices;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Numerics.Threading;
using BeyondNtk.Numerics.Vectors;

namespace BeyondNtk.Numerics.Training;

/// <summary>The network itself: with s2 = a r 1[z2 &gt; 0] and s1 = (V^T s2) 1[z1 &gt; 0] its gradients are s2 h^T and s1 x^T, summed over examples (Rumelhart, Hinton and Williams 1986).</summary>
internal sealed unsafe class ThreeLayerSampleGradient<T, TLanes> : ThreeLayerExamples<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : unmanaged, ILanes<TLanes, T>
{
    private readonly SecondLayer<T, TLanes> _second;
    private readonly AlignedArray<T> _z;
    private readonly T[] _partial;
    private readonly double[] _predictions = new double[InputBlock<T, TLanes>.Size];
    private readonly Action<int, int> _predictFirst;
    private readonly Action<int, int> _predictSecond;
    private readonly Action<int, int> _returnSecond;
    private readonly Action<int, int> _returnFirst;
    private ThreeLayerPointers _weights;
    private ThreeLayerPointers _slopes;
    private bool _isFirst;
    private bool _isLast;

    public ThreeLayerSampleGradient(SampleObjective objective, ThreeLayerShape shape, int threads)
        : base(objective, shape, threads, copies: 2)
    {
        _second = new SecondLayer<T, TLanes>(shape.SecondWidth, First, Inputs);
        _z = new AlignedArray<T>(_second.Rows * InputBlock<T, TLanes>.Size);
        _partial = new T[_second.Groups * InputBlock<T, TLanes>.Size];
        (_predictFirst, _predictSecond, _returnSecond, _returnFirst) = (PredictFirst, PredictSecond, ReturnSecond, ReturnFirst);
    }

    private protected override void Begin(ThreeLayerPointers weights, ThreeLayerPointers slopes)
    {
        (_weights, _slopes) = (weights, slopes);
        First.Pack(new ReadOnlySpan<double>(weights.First, Shape.FirstWidth * Shape.Dimension));
    }

    private protected override double EvaluateBlock(int count, bool isFirst, bool isLast)
    {
        (_isFirst, _isLast) = (isFirst, isLast);
        Team.Run(First.Groups, _predictFirst);
        Team.Run(_second.Groups, _predictSecond);
        AddUp(_partial, _second.Groups, _predictions);
        var loss = LossAt(_predictions, count);
        if (!(isFirst && isLast) && _slopes.Second != null)
        {
            ReserveSums(_second);
        }

        Team.Run(_second.Groups, _returnSecond);
        if (_slopes.First != null)
        {
            Team.Run(First.Groups, _returnFirst);
        }

        return loss;
    }

    private void PredictFirst(int group, int worker)
    {
        First.Predict(group);
        if (_slopes.Second != null)
        {
            First.PredictByExample(group);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PredictSecond(int group, int worker)
    {
        if (_isFirst)
        {
            _second.Pack(group, _weights.Second, Shape.FirstWidth);
        }

        _second.Multiply(group, _z);
        fixed (T* partial = &_partial[group * InputBlock<T, TLanes>.Size])
        {
            var zero = TLanes.Broadcast(T.Zero);
            for (var panel = 0; panel < Inputs.Panels; panel++)
            {
                var (left, right) = (zero, zero);
                for (var i = group * SecondLayer<T, TLanes>.Group; i < Math.Min(Shape.SecondWidth, (group + 1) * SecondLayer<T, TLanes>.Group); i++)
                {
                    var z = _z.Pointer + (((nint)panel * _second.Rows) + i) * NR;
                    var (bias, output) = (TLanes.Broadcast(T.CreateTruncating(_weights.Biases[i])), TLanes.Broadcast(T.CreateTruncating(_weights.Outputs[i])));
                    var first = TLanes.Max(TLanes.Load(z) + bias, zero);
                    var second = TLanes.Max(TLanes.Load(z + TLanes.Count) + bias, zero);
                    first.Store(z);
                    second.Store(z + TLanes.Count);
                    TLanes.AddProduct(ref left, output, first);
                    TLanes.AddProduct(ref right, output, second);
                }

                left.Store(partial + (panel * NR));
                right.Store(partial + (panel * NR) + TLanes.Count);
            }
        }
    }

    // What was relu(z2) becomes s2, for each panel of examples and neuron by neuron.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReturnSecond(int group, int worker)
    {
        var scratch = Scratch[worker];
        var zero = TLanes.Broadcast(T.Zero);
        var first = group * SecondLayer<T, TLanes>.Group;
        var end = Math.Min(Shape.SecondWidth, first + SecondLayer<T, TLanes>.Group);
        for (var tile = first; tile < end; tile += MR)
        {
            for (var i = tile; i < tile + MR; i++)
            {
                var row = scratch.Slopes.Pointer + ((i - tile) * InputBlock<T, TLanes>.RowStride);
                if (i >= end)
                {
                    new Span<T>(row, Inputs.Panels * NR).Clear();
                    continue;
                }

                var output = TLanes.Broadcast(T.CreateTruncating(_weights.Outputs[i]));
                var (outputSlope, biasSlope) = (zero, zero);
                for (var panel = 0; panel < Inputs.Panels; panel++)
                {
                    var z = _z.Pointer + (((nint)panel * _second.Rows) + i) * NR;
                    for (var n = 0; n < NR; n += TLanes.Count)
                    {
                        var value = TLanes.Load(z + n);
                        var derivative = TLanes.Load(Derivatives.Pointer + (panel * NR) + n);
                        TLanes.AddProduct(ref outputSlope, value, derivative);
                        var slope = TLanes.WhereGreater(value, zero, output * derivative, zero);
                        biasSlope += slope;
                        slope.Store(z + n);
                        slope.Store(row + (panel * NR) + n);
                    }
                }

                if (_slopes.Outputs != null)
                {
                    _slopes.Outputs[i] += double.CreateTruncating(TLanes.Sum(outputSlope));
                }

                if (_slopes.Biases != null)
                {
                    _slopes.Biases[i] += double.CreateTruncating(TLanes.Sum(biasSlope));
                }
            }

            if (_slopes.Second != null)
            {
                AddGradient(_second, tile, Math.Min(MR, end - tile), scratch, _slopes.Second, _isFirst, _isLast);
            }
        }
    }

    private void ReturnFirst(int group, int worker)
    {
        var scratch = Scratch[worker];
        _second.MultiplyTransposed(group, _z, scratch.Slopes.Pointer, scratch.Tiles.Pointer);
        var first = group * FirstLayer<T, TLanes>.Group;
        for (var tile = first; tile < Math.Min(First.Rows, first + FirstLayer<T, TLanes>.Group); tile += MR)
        {
            var slopes = scratch.Slopes.Pointer + ((tile - first) * InputBlock<T, TLanes>.RowStride);
            First.MultiplyBySlopes(tile, slopes);
            First.AddGradient(tile, slopes, _slopes.First, scratch.Gradient.Pointer);
        }
    }
}

using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>
/// Algorithms 2 and 3 of Allen-Zhu, Li and Liang (2019). A step follows L(lambda f(x; W0 + Wr + Sigma W', V0 + Vr + V' Sigma), y) + lambda_v ||sqrt(lambda) V'||_F^2 + lambda_w ||sqrt(lambda)
/// W'||_{2,4}^4 in W' and V', with fresh Gaussian Wr and Vr and fresh random signs Sigma; after each round lambda decays. At the end, of some draws of (Wr, Vr) the one of least training
/// loss stays. Until then the model is W0 + Sigma W', V0 + V' Sigma with the signs of the last step.
/// </summary>
public sealed class SmoothedSgd : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly SmoothedSgdOptions _options;
    private readonly ThreeLayerNetwork _model;
    private readonly RandomStream _stream;
    private readonly IGradientOracle _oracle;
    private readonly ParameterBlock _first;
    private readonly ParameterBlock _second;
    private readonly double _firstPenalty;
    private readonly double _secondPenalty;
    private readonly double _firstSmoothing;
    private readonly double _secondSmoothing;
    private readonly double[] _start;
    private readonly double[] _increment;
    private readonly double[] _smoothed;
    private readonly double[] _gradient;
    private readonly double[] _signs;
    private readonly int[] _batch;
    private readonly int _draws;
    private double _lambda = 1;
    private double _penalty;
    private long _step;
    private double _chosen = double.NaN;

    /// <summary>Binds the network to the objective.</summary>
    /// <exception cref="CompositionException">The network trains other than the weights of both hidden layers, there is no fixed sample, or there would be too many draws.</exception>
    public SmoothedSgd(SmoothedSgdOptions options, ThreeLayerNetwork model, Objective objective, RandomStream stream)
    {
        (_options, _model, _stream, _oracle) = (options, model, stream, model.Bind(objective));
        (_first, _second) = (model.Require(BlockRole.HiddenWeights), model.Require(BlockRole.HiddenWeights, 2));
        if (model.Blocks.Count != 2)
        {
            throw new CompositionException("the algorithm trains the weights of both hidden layers and nothing else; let TrainBiases and TrainOutputs be false");
        }

        if (_oracle.Examples == 0)
        {
            throw new CompositionException("the algorithm chooses its last draw by the loss on a sample; choose an objective over a fixed one");
        }

        var draws = options.Draws ?? Math.Ceiling(1 / (options.Accuracy * options.Accuracy));
        _draws = draws <= 1_000_000 ? (int)draws
            : throw new CompositionException($"Accuracy is {options.Accuracy}, which would take {draws:0} draws at the end; at most 1,000,000 are allowed, so give Draws");
        var (m1, m2) = ((double)_first.Neurons, (double)_second.Neurons);
        _firstPenalty = options.FirstPenalty ?? (2 / Math.Pow(options.Constant * Math.Pow(options.Accuracy, -0.25) * Math.Pow(m1, -0.745), 4));
        _secondPenalty = options.SecondPenalty ?? (2 / Math.Pow(Math.Pow(options.Accuracy, -0.5) * Math.Pow(m1, 0.495) * Math.Pow(m2, -0.5), 2));
        _firstSmoothing = options.FirstSmoothing ?? Math.Pow(m1, -0.99);
        _secondSmoothing = options.SecondSmoothing ?? Math.Pow(m2, -0.51);
        _start = model.Parameters.ToArray();
        (_increment, _smoothed, _gradient) = (new double[_start.Length], new double[_start.Length], new double[_start.Length]);
        (_signs, _batch) = (new double[_first.Neurons], new int[options.BatchSize]);
        Array.Fill(_signs, 1);
    }

    /// <inheritdoc/>
    public string Advice => "a smaller step size, or smaller penalties, may help";

    /// <inheritdoc/>
    public long Steps => _options.Rounds * _options.StepsPerRound;

    /// <inheritdoc/>
    public StepResult Step()
    {
        DrawSigns();
        foreach (ref var example in _batch.AsSpan())
        {
            example = _stream.Next(_oracle.Examples);
        }

        PutSmoothed();
        var loss = _oracle.Gradient(_smoothed, _gradient, _batch);
        TurnBySigns(_gradient);
        _penalty = AddPenalties();
        var noise = _options.GradientNoise;
        for (var k = 0; k < _increment.Length; k++)
        {
            _increment[k] -= _options.StepSize * (_gradient[k] + (noise > 0 ? noise * _stream.NextGaussian() : 0));
        }

        _step++;
        if (_step % _options.StepsPerRound == 0)
        {
            _lambda *= 1 - _options.StepSize;
            _model.Scale = _lambda;
        }

        if (_step == Steps)
        {
            Choose();
        }
        else
        {
            PutUnsmoothed(_model.Parameters);
        }

        return new StepResult(loss + _penalty);
    }

    /// <summary>lambda, the penalties, and the size of the increments.</summary>
    public IReadOnlyList<Metric> StepReport() =>
    [
        new("lambda", _lambda) { Axis = MetricAxis.Linear },
        new("penalty", _penalty) { Quantity = Quantities.Penalty },
        new("first-increment", Norm(_first)) { Quantity = "norm of the increment" },
        new("second-increment", Norm(_second)) { Quantity = "norm of the increment" },
    ];

    /// <summary>The training loss of the draw that was kept.</summary>
    public IReadOnlyList<Metric> Report() => double.IsNaN(_chosen) ? [] : [new("least-drawn-loss", _chosen) { Quantity = Quantities.TrainingLoss }];

    /// <inheritdoc/>
    public void Save(BinaryWriter state)
    {
        state.WriteArray<double>(_start);
        state.WriteArray<double>(_increment);
        state.WriteArray<double>(_signs);
        state.Write(_lambda);
        state.Write(_penalty);
        state.Write(_step);
        state.Write(_chosen);
        _stream.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        state.ReadArray<double>(_start);
        state.ReadArray<double>(_increment);
        state.ReadArray<double>(_signs);
        _lambda = state.ReadDouble();
        _penalty = state.ReadDouble();
        _step = state.ReadInt64();
        _chosen = state.ReadDouble();
        _stream.Restore(state);
    }

    private double Norm(ParameterBlock block) => TensorPrimitives.Norm<double>(_increment.AsSpan(block.Offset, block.Length));

    private void DrawSigns()
    {
        if (_options.RandomSigns)
        {
            foreach (ref var sign in _signs.AsSpan())
            {
                sign = _stream.NextDouble() < 0.5 ? -1 : 1;
            }
        }
    }

    // Sigma W' and V' Sigma: rows of W' and columns of V'. The same turns a gradient back.
    private void TurnBySigns(Span<double> parameters)
    {
        for (var j = 0; j < _first.Neurons; j++)
        {
            TensorPrimitives.Multiply(parameters[_first.Row(j)], _signs[j], parameters[_first.Row(j)]);
        }

        for (var i = 0; i < _second.Neurons; i++)
        {
            TensorPrimitives.Multiply(parameters[_second.Row(i)], _signs, parameters[_second.Row(i)]);
        }
    }

    private void PutUnsmoothed(Span<double> parameters)
    {
        _increment.CopyTo(parameters);
        TurnBySigns(parameters);
        TensorPrimitives.Add(parameters, _start, parameters);
    }

    private void PutSmoothed()
    {
        PutUnsmoothed(_smoothed);
        AddNoise(_first, _firstSmoothing);
        AddNoise(_second, _secondSmoothing);
    }

    private void AddNoise(ParameterBlock block, double scale)
    {
        if (scale > 0)
        {
            foreach (ref var value in _smoothed.AsSpan(block.Offset, block.Length))
            {
                value += scale * _stream.NextGaussian();
            }
        }
    }

    // lambda lambda_v ||V'||_F^2 + lambda^2 lambda_w sum_j ||w'_j||^4.
    private double AddPenalties()
    {
        var (ofFirst, ofSecond) = (_lambda * _lambda * _firstPenalty, _lambda * _secondPenalty);
        var sum = 0.0;
        for (var j = 0; j < _first.Neurons; j++)
        {
            var neuron = _increment.AsSpan(_first.Row(j));
            var squared = TensorPrimitives.SumOfSquares<double>(neuron);
            sum += ofFirst * squared * squared;
            var gradient = _gradient.AsSpan(_first.Row(j));
            TensorPrimitives.MultiplyAdd(neuron, 4 * ofFirst * squared, gradient, gradient);
        }

        var second = _increment.AsSpan(_second.Offset, _second.Length);
        var secondGradient = _gradient.AsSpan(_second.Offset, _second.Length);
        TensorPrimitives.MultiplyAdd(second, 2 * ofSecond, secondGradient, secondGradient);
        return sum + (ofSecond * TensorPrimitives.SumOfSquares<double>(second));
    }

    private void Choose()
    {
        DrawSigns();
        for (var draw = 0; draw < _draws; draw++)
        {
            PutSmoothed();
            var loss = _oracle.Gradient(_smoothed, _gradient);
            if (draw == 0 || loss < _chosen)
            {
                _chosen = loss;
                _smoothed.CopyTo(_model.Parameters);
            }
        }
    }
}

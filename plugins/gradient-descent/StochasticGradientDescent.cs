using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent;

/// <summary>Options of the optimizer "sgd".</summary>
public sealed class StochasticGradientDescentOptions
{
    /// <summary>The step size eta.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.1;

    /// <summary>The number of steps, each over one mini-batch.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 10_000;

    /// <summary>
    /// The number of examples of a mini-batch of the fixed sample. Unused with the objectives 'fresh', which has its own size, and 'population',
    /// which has no examples.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int BatchSize { get; init; } = 64;

    /// <summary>The momentum: the velocity is multiplied by it before each gradient is added.</summary>
    [Range(0, 1.0, MaximumIsExclusive = true)]
    public double Momentum { get; init; }

    /// <summary>The weight decay: this many times a parameter is added to its gradient, before the velocity.</summary>
    [Range(0, 1e6)]
    public double WeightDecay { get; init; }

    /// <summary>Where the step size drops; none: it is constant.</summary>
    public IReadOnlyList<StepSizeDrop> Schedule { get; init; } = [];

    /// <summary>What the step size multiplies: the mean-field gradient m dL/dw, or dL/dw itself.</summary>
    public GradientScale GradientScale { get; init; } = GradientScale.MeanField;
}

/// <summary>A place of a schedule of step sizes.</summary>
public sealed class StepSizeDrop
{
    /// <summary>The share of the steps after which it counts.</summary>
    [Range(0, 1.0)]
    public double After { get; init; } = 0.5;

    /// <summary>What the step size is multiplied by from there on.</summary>
    [Range(0, 1e6, MinimumIsExclusive = true)]
    public double Factor { get; init; } = 0.1;
}

/// <summary>
/// Mini-batch stochastic gradient descent with (heavy-ball) momentum, weight decay and a schedule of step sizes. Each epoch visits the sample once in a new random order; a last
/// batch that would be smaller than the others is left out.
/// </summary>
public sealed class StochasticGradientDescent : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly StochasticGradientDescentOptions _options;
    private readonly ITrainable _model;
    private readonly RandomStream _stream;
    private readonly IGradientOracle _oracle;
    private readonly double[] _gradient;
    private readonly double[] _velocity;
    private readonly int[] _order;
    private int _next;
    private long _step;

    /// <summary>Binds the model to the objective.</summary>
    /// <exception cref="CompositionException">The batch is larger than the sample.</exception>
    public StochasticGradientDescent(StochasticGradientDescentOptions options, ITrainable model, Objective objective, RandomStream stream)
    {
        _options = options;
        _model = model;
        _stream = stream;
        _oracle = model.Bind(objective);
        _gradient = ParameterBuffer.New(model, together: 2);
        _velocity = ParameterBuffer.New(model, together: 2);
        _order = [.. Enumerable.Range(0, _oracle.Examples)];
        _next = _order.Length;
        if (_order.Length > 0 && options.BatchSize > _order.Length)
        {
            throw new CompositionException($"BatchSize is {options.BatchSize}, but the sample has {_order.Length} examples; at most that many are allowed");
        }
    }

    /// <inheritdoc/>
    public string Advice => "a smaller step size may help";

    /// <inheritdoc/>
    public long Steps => _options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        var loss = _oracle.Gradient(_model.Parameters, _gradient, NextBatch());
        var stepSize = StepSize();

        // By index: an enumerator of the list would be allocated at every step.
        for (var b = 0; b < _model.Blocks.Count; b++)
        {
            var block = _model.Blocks[b];
            var rate = stepSize * _options.GradientScale.Factor(block);
            var parameters = _model.Parameters.Slice(block.Offset, block.Length);
            var velocity = _velocity.AsSpan(block.Offset, block.Length);
            HeavyBall.Move(parameters, velocity, _gradient.AsSpan(block.Offset, block.Length), rate, _options.Momentum, _options.WeightDecay);
        }

        _step++;
        return new StepResult(loss);
    }

    /// <summary>The norm of the last gradient.</summary>
    public IReadOnlyList<Metric> StepReport() => [GradientNorm.Of(_gradient)];

    /// <inheritdoc/>
    public void Save(BinaryWriter state)
    {
        state.WriteArray<double>(_velocity);
        state.WriteArray<int>(_order);
        state.Write(_next);
        state.Write(_step);
        _stream.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        state.ReadArray<double>(_velocity);
        state.ReadArray<int>(_order);
        _next = state.ReadInt32();
        _step = state.ReadInt64();
        _stream.Restore(state);
    }

    private double StepSize()
    {
        var size = _options.StepSize;
        for (var k = 0; k < _options.Schedule.Count; k++)
        {
            size *= _step >= _options.Schedule[k].After * _options.Steps ? _options.Schedule[k].Factor : 1;
        }

        return size;
    }

    private ReadOnlySpan<int> NextBatch()
    {
        if (_order.Length == 0)
        {
            return [];
        }

        if (_next + _options.BatchSize > _order.Length)
        {
            _stream.Shuffle(_order);
            _next = 0;
        }

        var batch = _order.AsSpan(_next, _options.BatchSize);
        _next += _options.BatchSize;
        return batch;
    }
}

using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.GradientDescent;

/// <summary>
/// Algorithm 1 of Li, Ma and Zhang (2020): w_i &lt;- w_i - eta 1[||w_i||^2 &lt;= 1/lambda] m dL/dw_i, stage by stage. A neuron over the threshold is
/// frozen for that step, not clipped. With momentum, which the paper does not have, a neuron that is not frozen moves as in
/// <see cref="StochasticGradientDescent"/>.
/// </summary>
public sealed class TruncatedGradientDescent(TruncatedGradientDescentOptions options, ITrainable model, Objective objective) : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _gradient = ParameterBuffer.New(model, together: 2);
    private readonly double[] _velocity = ParameterBuffer.New(model, together: 2);
    private readonly int[] _mostFrozen = new int[options.Stages.Count];
    private int _stage;
    private int _frozen;
    private long _stepsInStage;

    /// <inheritdoc/>
    public string Advice => "a smaller step size may help";

    /// <inheritdoc/>
    public long Steps { get; } = options.Stages.Sum(stage => stage.Steps);

    /// <inheritdoc/>
    public StepResult Step()
    {
        var stage = options.Stages[_stage];
        var loss = _oracle.Gradient(model.Parameters, _gradient);
        var frozen = 0;

        // By index: an enumerator of the list would be allocated at every step.
        for (var b = 0; b < model.Blocks.Count; b++)
        {
            var block = model.Blocks[b];
            var rate = stage.StepSize * options.GradientScale.Factor(block);
            for (var i = 0; i < block.Neurons; i++)
            {
                var start = block.Offset + (i * block.Inputs);
                var weights = model.Parameters.Slice(start, block.Inputs);
                var velocity = _velocity.AsSpan(start, block.Inputs);
                if (IsFrozen(weights, stage.Lambda))
                {
                    velocity.Clear();
                    frozen++;
                }
                else
                {
                    HeavyBall.Move(weights, velocity, _gradient.AsSpan(start, block.Inputs), rate, options.Momentum);
                }
            }
        }

        _frozen = frozen;
        _mostFrozen[_stage] = Math.Max(_mostFrozen[_stage], frozen);
        Advance(stage);
        return new StepResult(loss);
    }

    /// <summary>The norm of the last gradient, and the number of neurons that the last step left where they were.</summary>
    public IReadOnlyList<Metric> StepReport() => [GradientNorm.Of(_gradient), new("frozen-neurons", _frozen) { Quantity = "neurons", Axis = MetricAxis.Linear }];

    /// <summary>The largest number of neurons that were frozen at the same time, stage by stage.</summary>
    public IReadOnlyList<Metric> Report()
        => [.. _mostFrozen.Select((count, stage) => new Metric($"most-frozen-in-stage-{stage + 1}", count) { Quantity = "neurons" })];

    /// <inheritdoc/>
    public void Save(BinaryWriter state)
    {
        state.WriteArray<double>(_velocity);
        state.WriteArray<int>(_mostFrozen);
        state.Write(_stage);
        state.Write(_stepsInStage);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        state.ReadArray<double>(_velocity);
        state.ReadArray<int>(_mostFrozen);
        _stage = state.ReadInt32();
        _stepsInStage = state.ReadInt64();
    }

    private void Advance(Stage stage)
    {
        _stepsInStage++;
        if (_stepsInStage == stage.Steps && _stage + 1 < options.Stages.Count)
        {
            _stage++;
            _stepsInStage = 0;
        }
    }

    // The product avoids 1/lambda, which lambda = 0 would need.
    private static bool IsFrozen(ReadOnlySpan<double> weights, double lambda)
    {
        var squared = 0.0;
        foreach (var value in weights)
        {
            squared += value * value;
        }

        return lambda * squared > 1;
    }
}

using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.ThreeLayerStudent;

/// <summary>Options of the optimizer "increment-sgd".</summary>
public sealed class IncrementSgdOptions
{
    /// <summary>The step size eta.</summary>
    [Range(0, double.MaxValue)]
    public double StepSize { get; init; } = 0.01;

    /// <summary>The number T of steps.</summary>
    [Range(1, 1_000_000_000L)]
    public long Steps { get; init; } = 10_000;
}

/// <summary>
/// Algorithm 1 of Allen-Zhu, Li and Liang (2019): W_t = W_{t-1} - eta dL(f(x; W0 + W_{t-1}), y)/dW from W_0 = 0, each step on one example drawn at random, with replacement from a
/// fixed sample. Works with any model. With an objective that draws fresh examples a step is on as many as that draws; the paper's is 1.
/// </summary>
public sealed class IncrementSgd(IncrementSgdOptions options, ITrainable model, Objective objective, RandomStream stream) : IOptimizer, IResumable, IDivergenceAdvice
{
    private readonly IGradientOracle _oracle = model.Bind(objective);
    private readonly double[] _start = model.Parameters.ToArray();
    private readonly double[] _increment = new double[model.Parameters.Length];
    private readonly double[] _gradient = new double[model.Parameters.Length];
    private readonly int[] _batch = new int[1];

    /// <inheritdoc/>
    public string Advice => "a smaller step size may help";

    /// <inheritdoc/>
    public long Steps => options.Steps;

    /// <inheritdoc/>
    public StepResult Step()
    {
        ReadOnlySpan<int> batch = [];
        if (_oracle.Examples > 0)
        {
            _batch[0] = stream.Next(_oracle.Examples);
            batch = _batch;
        }

        var loss = _oracle.Gradient(model.Parameters, _gradient, batch);
        TensorPrimitives.MultiplyAdd(_gradient, -options.StepSize, _increment, _increment);
        TensorPrimitives.Add(_start, _increment, model.Parameters);
        return new StepResult(loss);
    }

    /// <summary>The norm ||W_t|| of the increment.</summary>
    public IReadOnlyList<Metric> StepReport() => [new("increment", TensorPrimitives.Norm<double>(_increment)) { Quantity = "norm of the increment" }];

    /// <inheritdoc/>
    public void Save(BinaryWriter state)
    {
        state.WriteArray<double>(_start);
        state.WriteArray<double>(_increment);
        stream.Save(state);
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader state)
    {
        state.ReadArray<double>(_start);
        state.ReadArray<double>(_increment);
        stream.Restore(state);
    }
}

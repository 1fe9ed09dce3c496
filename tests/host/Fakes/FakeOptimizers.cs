using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Tests;

internal sealed class StepsOptions
{
    [Range(0, 1000)]
    public int Steps { get; init; } = 4;
}

internal sealed class GradientOptimizer(StepsOptions options, ITrainable model, Objective objective, RandomStream stream) : IOptimizer
{
    private int _step;

    public ITrainable Model { get; } = model;

    public Objective Objective { get; } = objective;

    public double Draw { get; } = stream.NextGaussian();

    public long Steps { get; } = options.Steps;

    public StepResult Step() => new(1.0 / ++_step);

    public IReadOnlyList<Metric> Report() => [new("rounds", _step)];
}

internal sealed class SampleSolver(IModel model, DataSet sample) : IOptimizer
{
    public IModel Model { get; } = model;

    public DataSet Sample { get; } = sample;

    public long Steps => 1;

    public StepResult Step() => new(0);
}

internal sealed class FailingOptimizer : IOptimizer
{
    private int _step;

    public long Steps => 4;

    public StepResult Step() => ++_step < 3 ? new(1) : throw new InvalidOperationException("it broke");
}

using System.ComponentModel.DataAnnotations;
using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;

namespace BeyondNtk.Engine.Tests;

internal sealed class StepsOptions
{
    [Range(0, 1000)]
    public int Steps { get; init; } = 4;
}

internal sealed class GradientOptimizer(StepsOptions options, ITrainable model, Objective objective, RandomStream stream) : IOptimizer, IResumable
{
    private int _step;

    public ITrainable Model { get; } = model;

    public Objective Objective { get; } = objective;

    public double Draw { get; } = stream.NextGaussian();

    public long Steps { get; } = options.Steps;

    public StepResult Step() => new(1.0 / ++_step);

    public IReadOnlyList<Metric> Report() => [new("rounds", _step)];

    public void Save(BinaryWriter state) => state.Write(_step);

    public void Restore(BinaryReader state) => _step = state.ReadInt32();
}

internal sealed class SampleSolver(IModel model, DataSet sample) : IOptimizer
{
    public IModel Model { get; } = model;

    public DataSet Sample { get; } = sample;

    public long Steps => 1;

    public StepResult Step() => new(0);
}

/// <summary>Walks at random, from where its model is: every step depends on all before it.</summary>
internal sealed class Wanderer(StepsOptions options, WalkingModel model, RandomStream stream) : IOptimizer, IResumable
{
    private double _pace = 1;

    public long Steps { get; } = options.Steps;

    public StepResult Step()
    {
        _pace *= 0.9;
        foreach (ref var value in model.Parameters)
        {
            value += _pace * stream.NextGaussian();
        }

        return new StepResult(model.Parameters[0] * model.Parameters[0]);
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_pace);
        stream.Save(state);
    }

    public void Restore(BinaryReader state)
    {
        _pace = state.ReadDouble();
        stream.Restore(state);
    }
}

internal sealed class RunnerOptions
{
    public int Steps { get; init; } = 20;

    public double Speed { get; init; } = 1;

    public double FailsAbove { get; init; } = double.MaxValue;

    public double DivergesAbove { get; init; } = double.MaxValue;
}

/// <summary>Goes as far as its speed says, with a little noise that is the same for every speed.</summary>
internal sealed class Runner(RunnerOptions options, WalkingModel model, RandomStream stream) : IOptimizer, IResumable
{
    private int _step;

    public long Steps { get; } = options.Steps;

    public StepResult Step()
    {
        if (options.Speed > options.FailsAbove)
        {
            throw new InvalidOperationException("too fast");
        }

        model.Parameters[0] += options.Speed + (0.001 * stream.NextDouble());
        return new StepResult(options.Speed > options.DivergesAbove && ++_step > 4 ? double.NaN : 1);
    }

    public void Save(BinaryWriter state)
    {
        state.Write(_step);
        stream.Save(state);
    }

    public void Restore(BinaryReader state)
    {
        _step = state.ReadInt32();
        stream.Restore(state);
    }
}

/// <summary>Wanders, but cannot write down its state.</summary>
internal sealed class ForgetfulWanderer(StepsOptions options, WalkingModel model, RandomStream stream) : IOptimizer
{
    private readonly Wanderer _wanderer = new(options, model, stream);

    public long Steps => _wanderer.Steps;

    public StepResult Step() => _wanderer.Step();
}

/// <summary>Says that it needs all the memory that is left beside so many bytes.</summary>
internal sealed class HungryOptimizer(HungryOptions options) : IOptimizer, IResourceUse
{
    public long Steps => 1;

    public long Bytes { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - options.Leaves;

    public int UsefulThreads => 1;

    public StepResult Step() => new(0);
}

internal sealed class HungryOptions
{
    public int Leaves { get; init; }
}

internal sealed class FailingOptimizer : IOptimizer
{
    private int _step;

    public long Steps => 4;

    public StepResult Step() => ++_step < 3 ? new(1) : throw new InvalidOperationException("it broke");
}

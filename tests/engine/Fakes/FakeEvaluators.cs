using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Engine.Tests;

internal sealed class ProbeOptions
{
    public double Factor { get; init; } = 1;
}

internal sealed class Probe(ProbeOptions options, IModel model, RandomStream stream) : IEvaluator, IResumable
{
    private int _calls;

    public ProbeOptions Options { get; } = options;

    public IModel Model { get; } = model;

    public double Draw { get; } = stream.NextGaussian();

    // A third has no short decimal form: it tells whether a number survives being written.
    public IReadOnlyList<Metric> Evaluate() => [new("value", Options.Factor * ++_calls / 3) { StandardError = 0.1 / 3 }];

    public void Save(BinaryWriter state) => state.Write(_calls);

    public void Restore(BinaryReader state) => _calls = state.ReadInt32();
}

/// <summary>What the model is and what the evaluator has seen of it so far.</summary>
internal sealed class Tracker(WalkingModel model) : IEvaluator, IResumable
{
    private double _seen;

    public IReadOnlyList<Metric> Evaluate() => [new("sum", _seen += model.Parameters[0] + model.Parameters[1] + model.Parameters[2])];

    public void Save(BinaryWriter state) => state.Write(_seen);

    public void Restore(BinaryReader state) => _seen = state.ReadDouble();
}

#pragma warning disable CS9113 // It only asks: what it is given is never read.
internal sealed class NeuronProbe(ITwoLayerNetwork model, ITwoLayerTeacher teacher) : IEvaluator
{
    public IReadOnlyList<Metric> Evaluate() => [];
}
#pragma warning restore CS9113

internal sealed class SampleProbe(DataSet sample) : IEvaluator
{
    public DataSet Sample { get; } = sample;

    public IReadOnlyList<Metric> Evaluate() => [];
}

/// <summary>Measures the same quantity as the probe, and knows a level of it once it has measured.</summary>
internal sealed class Forecast : IEvaluator, IReferenceLevels
{
    private int _calls;

    public IReadOnlyList<ReferenceLevel> ReferenceLevels => [new("value", "forecast", _calls > 0 ? 0.25 : -1)];

    public IReadOnlyList<Metric> Evaluate() => [new("calls", ++_calls) { Quantity = "calls" }];
}

/// <summary>How far the model went, with all that an evaluator may ask for.</summary>
internal sealed class Voyage(WalkingModel model, InitialParameters initial, IOptimizer optimizer, Objective? objective = null) : IEvaluator
{
    public IOptimizer Optimizer { get; } = optimizer;

    public Objective? Objective { get; } = objective;

    public IReadOnlyList<Metric> Evaluate() => [new("moved", Math.Abs(model.Parameters[0] - initial.Values[0]))];
}

[Measures("loss", "T*")]
internal sealed class Declaring : IEvaluator
{
    public IReadOnlyList<Metric> Evaluate() => [new("loss", 1), new("T4", 2)];
}

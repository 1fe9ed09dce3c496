using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Composing;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Running;
using BeyondNtk.Engine.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeyondNtk.Engine.Tests;

/// <summary>An optimizer whose steps a test writes.</summary>
internal sealed class ScriptedOptimizer(long steps, Func<long, StepResult>? script = null) : IOptimizer, IDivergenceAdvice
{
    public string Advice => "a smaller step may help";

    private long _step;

    public long Steps { get; } = steps;

    public IReadOnlyList<Metric> Findings { get; init; } = [];

    public Func<long, IReadOnlyList<Metric>>? Told { get; init; }

    public IReadOnlyList<Metric> StepReport() => Told?.Invoke(_step) ?? [];

    public StepResult Step()
    {
        _step++;
        return script?.Invoke(_step) ?? new StepResult(1);
    }

    public IReadOnlyList<Metric> Report() => Findings;
}

/// <summary>An evaluator that counts its calls, or does what a test writes at the n-th.</summary>
internal sealed class ScriptedEvaluator(Func<int, double>? script = null) : IEvaluator
{
    public int Calls { get; private set; }

    public IReadOnlyList<Metric> Evaluate()
    {
        Calls++;
        return [new Metric("calls", script?.Invoke(Calls) ?? Calls)];
    }
}

/// <summary>The loop around one learner, with what it leaves behind.</summary>
internal sealed class Loop
{
    public RunState State { get; } = new(TimeProvider.System);

    public IReadOnlyList<Measurement> Measurements => State.Measurements;

    public RecordingDisplay Display { get; } = new();

    /// <summary>The steps at which an evaluator measured.</summary>
    public IEnumerable<long> StepsOf(string evaluator) => Measurements.Where(row => row.Evaluator == evaluator).Select(row => row.Step);

    public LoopLimits Limits { get; init; } = new();

    public bool FollowsObjective { get; init; } = true;

    /// <summary>How often the optimizer is asked what a step found out; null for at the end only.</summary>
    public long? StepsEvery { get; init; }

    /// <summary>Asks the model for predictions first.</summary>
    public (MathNet.Numerics.LinearAlgebra.Matrix<double> Inputs, int Outputs)? Probe { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public LearnerRecord Run(IOptimizer optimizer, IReadOnlyList<DueEvaluator> evaluators, CancellationToken interruption = default)
        => Run(new PlainModel(new RandomStream(1)), optimizer, evaluators, interruption);

    public LearnerRecord Run(IModel model, IOptimizer optimizer, IReadOnlyList<DueEvaluator> evaluators, CancellationToken interruption = default)
    {
        using var experiment = new ExperimentParts(1, new ThreadBudget(1));
        using var parts = experiment.Learner("learner");
        return new LearnerRun(
            new Learner("learner", model, optimizer, evaluators) { Parts = parts, StepCadence = new Cadence(new CadenceSettings { Every = StepsEvery }), FollowsObjective = FollowsObjective },
            new LearnerContext(Limits, State, null, Display, Time, NullLogger.Instance) { Probe = Probe }).Run(interruption);
    }

    public static DueEvaluator Evaluator(string label, IEvaluator? evaluator = null, long? every = null, int? perDecade = null)
        => new(label, evaluator ?? new ScriptedEvaluator(), new Cadence(new CadenceSettings { Every = every, PerDecade = perDecade }));
}

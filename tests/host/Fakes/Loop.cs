using BeyondNtk.Abstractions;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;
using BeyondNtk.Host.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace BeyondNtk.Host.Tests;

/// <summary>An optimizer whose steps a test writes.</summary>
internal sealed class ScriptedOptimizer(long steps, Func<long, StepResult>? script = null) : IOptimizer
{
    private long _step;

    public long Steps { get; } = steps;

    public IReadOnlyList<Metric> Findings { get; init; } = [];

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
    public List<Measurement> Measurements { get; } = [];

    public RecordingDisplay Display { get; } = new();

    /// <summary>The steps at which an evaluator measured.</summary>
    public IEnumerable<long> StepsOf(string evaluator) => Measurements.Where(row => row.Evaluator == evaluator).Select(row => row.Step);

    public LoopLimits Limits { get; init; } = new();

    public LearnerRecord Run(IOptimizer optimizer, IReadOnlyList<DueEvaluator> evaluators, CancellationToken interruption = default)
        => Run(new PlainModel(new RandomStream(1)), optimizer, evaluators, interruption);

    public LearnerRecord Run(IModel model, IOptimizer optimizer, IReadOnlyList<DueEvaluator> evaluators, CancellationToken interruption = default)
        => new LearnerLoop(new Learner("learner", model, optimizer, evaluators), Limits, Measurements, null, Display, NullLogger.Instance).Run(interruption);

    public static DueEvaluator Evaluator(string label, IEvaluator? evaluator = null, long? every = null, int? perDecade = null)
        => new(label, evaluator ?? new ScriptedEvaluator(), new Cadence(new CadenceSettings { Every = every, PerDecade = perDecade }));
}

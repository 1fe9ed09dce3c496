using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Composition;

/// <summary>An experiment composed and ready to run.</summary>
internal sealed record Experiment(RunPlan Plan, ITeacher Teacher, Queue<Learner> Learners, IDisposable Services) : IDisposable
{
    public void Dispose() => Services.Dispose();
}

/// <summary>A learner composed and ready to run.</summary>
internal sealed record Learner(string Label, IModel Model, IOptimizer Optimizer, IReadOnlyList<DueEvaluator> Evaluators)
{
    /// <summary>Where examples come from anew at every step; none for another objective.</summary>
    public IExampleSource? Examples { get; init; }

    /// <summary>The optimizer and its plugin, as messages name them.</summary>
    public string OptimizerName { get; init; } = "the optimizer";
}

/// <summary>An evaluator and when it is due.</summary>
internal sealed record DueEvaluator(string Label, IEvaluator Evaluator, Cadence Cadence)
{
    /// <summary>The evaluator and its plugin, as messages name them.</summary>
    public string Name { get; init; } = $"evaluator '{Label}'";
}

using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Composition;

/// <summary>An experiment composed and ready to run.</summary>
internal sealed record Experiment(RunPlan Plan, ITeacher Teacher, Queue<Learner> Learners, IDisposable Services) : IDisposable
{
    public void Dispose() => Services.Dispose();
}

/// <summary>A learner composed and ready to run.</summary>
internal sealed record Learner(string Label, IModel Model, IOptimizer Optimizer, IReadOnlyList<DueEvaluator> Evaluators);

/// <summary>An evaluator and when it is due.</summary>
internal sealed record DueEvaluator(string Label, IEvaluator Evaluator, Cadence Cadence);

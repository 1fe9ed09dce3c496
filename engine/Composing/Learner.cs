using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Engine.Configuration;

namespace BeyondNtk.Engine.Composing;

/// <summary>A learner composed and ready to run.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Model">The model.</param>
/// <param name="Optimizer">What fits it.</param>
/// <param name="Evaluators">What measures it.</param>
internal sealed record Learner(string Label, IModel Model, IOptimizer Optimizer, IReadOnlyList<DueEvaluator> Evaluators)
{
    /// <summary>What owns its parts.</summary>
    public required LearnerParts Parts { get; init; }

    /// <summary>The objective; null if the learner has none.</summary>
    public Objective? Objective => Parts.Objective;

    /// <summary>Whether the optimizer makes the objective small step by step. The parts of a closed-form fit are no curve.</summary>
    public bool FollowsObjective { get; init; }

    /// <summary>When what the optimizer tells of its steps is due.</summary>
    public Cadence StepCadence { get; init; } = new(new CadenceSettings());

    /// <summary>The model and its plugin, as messages name them.</summary>
    public string ModelName { get; init; } = "the model";

    /// <summary>Where examples come from anew at every step; null for an objective without examples.</summary>
    public IExampleSource? Examples => Parts.Examples;

    /// <summary>The optimizer and its plugin, as messages name them.</summary>
    public string OptimizerName { get; init; } = "the optimizer";
}

/// <summary>An evaluator and when it is due.</summary>
internal sealed record DueEvaluator(string Label, IEvaluator Evaluator, Cadence Cadence)
{
    /// <summary>The evaluator and its plugin, as messages name them.</summary>
    public string Name { get; init; } = $"evaluator '{Label}'";
}

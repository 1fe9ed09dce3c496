using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>A part chosen and its options bound and checked; nothing is created yet.</summary>
internal sealed record PartPlan(CatalogPart Part, object Options, string Path)
{
    public string Name => Part.Registration.Name;
}

/// <summary>An evaluator and when it is due.</summary>
internal sealed record EvaluatorPlan(string Label, PartPlan Part, CadenceSettings Cadence);

/// <summary>A learner.</summary>
internal sealed record LearnerPlan(
    string Label, PartPlan Model, ObjectiveSettings Objective, PartPlan Optimizer, IReadOnlyList<EvaluatorPlan> Evaluators);

/// <summary>An experiment that can be composed: what the configuration says, with every default filled in.</summary>
internal sealed record ExperimentPlan(
    string Name, string Path, ExperimentSettings Settings, PartPlan Teacher, IReadOnlyList<LearnerPlan> Learners, int Threads)
{
    /// <summary>The labels of evaluators that every learner has.</summary>
    public IReadOnlyList<string> SharedEvaluators => [.. Settings.Evaluators.Keys];

    /// <summary>The plugins that the experiment uses, each once.</summary>
    public IReadOnlyList<Plugin> Plugins =>
    [
        .. Learners.SelectMany(learner => learner.Evaluators.Select(evaluator => evaluator.Part).Append(learner.Model).Append(learner.Optimizer))
            .Append(Teacher).Select(part => part.Part.Plugin).Distinct().OrderBy(plugin => plugin.Name, StringComparer.Ordinal),
    ];
}

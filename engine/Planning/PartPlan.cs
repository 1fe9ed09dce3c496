using System.Reflection;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Planning;

/// <summary>A part chosen and its options bound and checked; nothing is created yet.</summary>
/// <param name="Part">The part.</param>
/// <param name="Options">Its options.</param>
/// <param name="Path">Where its configuration stands.</param>
internal sealed record PartPlan(CatalogPart Part, object Options, string Path)
{
    // What identifies a run is made of it; the runs of a sweep share most of their parts.
    private readonly Lazy<string> _json = new(() => ResolvedConfiguration.WritePart(Part.Registration.Name, Options));

    private readonly Lazy<IReadOnlyList<ParameterInfo>> _parameters = new(() => PartFactory.Parameters(Part.Registration.Implementation));

    public string Name => Part.Registration.Name;

    /// <summary>Whether its constructor takes something of a type.</summary>
    public bool Takes(Type type) => Parameters.Any(parameter => parameter.ParameterType == type);

    /// <summary>What its constructor asks for.</summary>
    public IReadOnlyList<ParameterInfo> Parameters => _parameters.Value;

    /// <summary>Its name and options as JSON, every default filled in.</summary>
    public string Json => _json.Value;
}

/// <summary>An evaluator and when it is due.</summary>
internal sealed record EvaluatorPlan(string Label, PartPlan Part, CadenceSettings Cadence)
{
    private readonly Lazy<string> _json = new(() => ResolvedConfiguration.WritePart(Part.Name, Part.Options, Cadence));

    /// <summary>Its name, options and cadence as JSON, every default filled in.</summary>
    public string Json => _json.Value;
}

/// <summary>A penalty and what it is multiplied by.</summary>
internal sealed record PenaltyPlan(string Label, PartPlan Part, PenaltySettings Settings)
{
    private readonly Lazy<string> _json = new(() => ResolvedConfiguration.WritePart(Part.Name, Part.Options, Settings));

    /// <summary>Its name, options and weight as JSON, every default filled in.</summary>
    public string Json => _json.Value;
}

/// <summary>An objective.</summary>
/// <param name="Kind">Where its gradients come from.</param>
/// <param name="Samples">The number of fresh examples of a step.</param>
/// <param name="Loss">The loss; null for the squared loss.</param>
/// <param name="Penalties">What is added to it.</param>
internal sealed record ObjectivePlan(ObjectiveKind Kind, int Samples, PartPlan? Loss, IReadOnlyList<PenaltyPlan> Penalties)
{
    /// <summary>Whether it is what a learner has whose configuration says nothing.</summary>
    public bool IsDefault => Kind == ObjectiveKind.Empirical && Samples == new ObjectiveSettings().Samples && Loss is null && Penalties.Count == 0;

    /// <summary>Its parts.</summary>
    public IEnumerable<PartPlan> Parts => [.. Loss is null ? Array.Empty<PartPlan>() : [Loss], .. Penalties.Select(penalty => penalty.Part)];
}

/// <summary>An optimizer and when what it tells of its steps is due.</summary>
internal sealed record OptimizerPlan(PartPlan Part, CadenceSettings Cadence)
{
    // Often enough to see a curve, seldom enough to cost next to nothing.
    private const int StepsPerDecade = 10;

    private readonly Lazy<string> _json = new(() => ResolvedConfiguration.WritePart(Part.Name, Part.Options, Cadence));

    /// <summary>Its name, options and cadence as JSON, every default filled in.</summary>
    public string Json => _json.Value;

    /// <summary>When it is asked what it found out: also where the configuration says nothing.</summary>
    public CadenceSettings CadenceOfSteps => Cadence is { Every: null, PerDecade: null } ? new CadenceSettings { PerDecade = StepsPerDecade } : Cadence;
}

/// <summary>An evaluator that a learner goes without.</summary>
/// <param name="Evaluator">The evaluator.</param>
/// <param name="Why">What it asks for that the learner has not, in words.</param>
internal sealed record LeftOutEvaluator(EvaluatorPlan Evaluator, string Why);

/// <summary>A learner.</summary>
internal sealed record LearnerPlan(
    string Label, PartPlan Model, ObjectivePlan Objective, OptimizerPlan Optimizer, IReadOnlyList<EvaluatorPlan> Evaluators)
{
    /// <summary>Evaluators of all learners that this one cannot serve.</summary>
    public IReadOnlyList<LeftOutEvaluator> LeftOut { get; init; } = [];

    /// <summary>Its parts.</summary>
    public IEnumerable<PartPlan> Parts => Evaluators.Select(evaluator => evaluator.Part).Append(Model).Append(Optimizer.Part).Concat(Objective.Parts);
}

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

    private readonly Lazy<IReadOnlyList<Type>> _takes = new(() => [.. PartFactory.Parameters(Part.Registration.Implementation).Select(parameter => parameter.ParameterType)]);

    public string Name => Part.Registration.Name;

    /// <summary>Whether its constructor takes something of a type.</summary>
    public bool Takes(Type type) => _takes.Value.Contains(type);

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

/// <summary>A learner.</summary>
internal sealed record LearnerPlan(
    string Label, PartPlan Model, ObjectiveSettings Objective, PartPlan Optimizer, IReadOnlyList<EvaluatorPlan> Evaluators);

using System.Text.Json.Nodes;
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

/// <summary>One run that can be composed: what the configuration says, with every default filled in.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Path">Where the experiment stands in the configuration.</param>
/// <param name="Settings">Its settings, with the values of this run.</param>
/// <param name="Teacher">The teacher.</param>
/// <param name="Learners">The learners.</param>
/// <param name="Threads">The number of threads that the run may keep busy.</param>
internal sealed record RunPlan(
    string Name, string Path, ExperimentSettings Settings, PartPlan Teacher, IReadOnlyList<LearnerPlan> Learners, int Threads)
{
    /// <summary>The values that the sweep gave this run, by path in the experiment.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode?>> Varied { get; init; } = [];

    /// <summary>Where its values came from.</summary>
    public required RunOrigins Origins { get; init; }

    /// <summary>The value of one of these paths.</summary>
    public JsonNode? VariedValue(string path) => Varied.First(entry => entry.Key.Equals(path, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The time between two checkpoints of a learner in training, in seconds.</summary>
    public double CheckpointSeconds { get; init; } = 60;

    /// <summary>How long a step or an evaluation may take; none means as long as it takes.</summary>
    public TimeSpan? StepTimeout { get; init; }

    /// <summary>The SHA-256 of the files that its parts read, by path: see <see cref="PartFiles"/>.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The resolved configuration.</summary>
    public JsonObject Configuration { get; init; } = [];

    /// <summary>What determines the results, hashed: see <see cref="ResolvedConfiguration.Identity"/>.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The labels of evaluators that every learner has.</summary>
    public IReadOnlyList<string> SharedEvaluators { get; init; } = [.. Settings.Evaluators.Keys];

    /// <summary>The parts, those that learners share once for each.</summary>
    public IEnumerable<PartPlan> Parts
        => Learners.SelectMany(learner => learner.Evaluators.Select(evaluator => evaluator.Part).Append(learner.Model).Append(learner.Optimizer)).Append(Teacher);

    /// <summary>The plugins that the run uses, each once.</summary>
    public IReadOnlyList<Plugin> Plugins =>
    [
        .. Parts.Select(part => part.Part.Plugin).Distinct().OrderBy(plugin => plugin.Name, StringComparer.Ordinal),
    ];
}

using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Planning;

/// <summary>What the configuration says of one run, with every default filled in.</summary>
/// <param name="Experiment">The experiment's name.</param>
/// <param name="Path">Where the experiment stands in the configuration.</param>
/// <param name="Settings">Its settings, with the values of this run.</param>
/// <param name="Teacher">The teacher.</param>
/// <param name="Learners">The learners.</param>
/// <param name="Files">The SHA-256 of the files that its parts read, by path: see <see cref="PartFiles"/>.</param>
/// <param name="Origins">Where its values came from.</param>
internal sealed record ResolvedRun(
    string Experiment,
    string Path,
    ExperimentSettings Settings,
    PartPlan Teacher,
    IReadOnlyList<LearnerPlan> Learners,
    IReadOnlyDictionary<string, string> Files,
    RunOrigins Origins)
{
    /// <summary>The values that the sweep gave this run, by path in the experiment.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode?>> Varied { get; init; } = [];

    /// <summary>The labels of evaluators that every learner has.</summary>
    public IReadOnlyList<string> SharedEvaluators { get; init; } = [];

    /// <summary>The number of threads that all runs together may keep busy.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The time between two checkpoints of a learner in training.</summary>
    public TimeSpan CheckpointPause { get; init; }

    /// <summary>How long a step or an evaluation may take; null if it may take as long as it likes.</summary>
    public TimeSpan? StepTimeout { get; init; }

    /// <summary>What determines the results, hashed: see <see cref="RunIdentity"/>.</summary>
    public string Identity { get; init; } = "";

    /// <summary>The identity that older results of the run have; null if that is the same.</summary>
    public string? FormerIdentity { get; init; }

    /// <summary>The plugins that the run uses, each once.</summary>
    public IReadOnlyList<Plugin> Plugins { get; init; } = [];

    /// <summary>The parts, those that learners share once for each.</summary>
    public IEnumerable<PartPlan> Parts
        => Learners.SelectMany(learner => learner.Parts).Append(Teacher);
}

using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Composing;

namespace BeyondNtk.Engine.Configuration;

/// <summary>The whole configuration file, apart from the section Serilog.</summary>
internal sealed class RootSettings
{
    /// <summary>The experiments that `run` runs when none is named.</summary>
    public List<string> Run { get; init; } = [];

    /// <summary>The number of threads; none means one for each processor.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>The time between two checkpoints of a learner in training, in seconds; they never take more than a twentieth of the time.</summary>
    [Range(0, 1e6)]
    public double CheckpointSeconds { get; init; } = 60;

    /// <summary>A learner fails when one of its steps or evaluations takes longer than this, in seconds; none waits for ever.</summary>
    [Range(0.1, 1e9)]
    public double? StepTimeoutSeconds { get; init; } = 3600;

    /// <summary>Files with further experiments, relative to this one; '*' in a name stands for any text: "experiments/*.json".</summary>
    public List<string> Include { get; init; } = [];

    /// <summary>The experiments by name.</summary>
    public Dictionary<string, JsonObject> Experiments { get; init; } = [];
}

/// <summary>An experiment: a teacher, learners and what measures them.</summary>
internal sealed class ExperimentSettings
{
    /// <summary>Another experiment, all of whose settings this one has but those that it writes itself; null takes away a learner, an evaluator, a figure or what varies.</summary>
    public string? Extends { get; init; }

    /// <summary>What the experiment shows.</summary>
    public string Description { get; init; } = "";

    /// <summary>The seed of all randomness.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The number N of examples that the learners share; none when no learner needs a sample.</summary>
    [Range(1, 1_000_000_000)]
    public int? Samples { get; init; }

    /// <summary>A learner has diverged when its loss is more than this times that of its first step.</summary>
    [Range(1, double.MaxValue)]
    public double DivergenceFactor { get; init; } = 1e6;

    /// <summary>The teacher: its name and options.</summary>
    [Required]
    public JsonObject? Teacher { get; init; }

    /// <summary>The learners by label.</summary>
    [MinLength(1)]
    public Dictionary<string, LearnerSettings> Learners { get; init; } = [];

    /// <summary>Evaluators of every learner, by label: the name is the label unless Name says otherwise.</summary>
    public Dictionary<string, JsonObject> Evaluators { get; init; } = [];

    /// <summary>Numbers of one's own, which expressions name as Let:NAME.</summary>
    public Dictionary<string, double> Let { get; init; } = [];

    /// <summary>Lists of values by path: a run for each combination. Paths in the group Zip vary in step.</summary>
    public JsonObject? Sweep { get; init; }

    /// <summary>Of the runs that differ only in some paths of the sweep, which one counts: the best by a metric; none means that all count.</summary>
    public SelectSettings? Select { get; init; }

    /// <summary>The SHA-256 that files are to have, in hexadecimal by path: none of the runs is made where one has another.</summary>
    public JsonObject? Files { get; init; }

    /// <summary>What is drawn and said about all runs of the experiment together, by name.</summary>
    public Dictionary<string, FigureSettings> Figures { get; init; } = [];
}

/// <summary>A learner: a model and what fits it.</summary>
internal sealed class LearnerSettings
{
    /// <summary>The model: its name and options.</summary>
    [Required]
    public JsonObject? Model { get; init; }

    /// <summary>Where gradients come from; the shared sample when nothing is said.</summary>
    public ObjectiveSettings Objective { get; init; } = new();

    /// <summary>The optimizer: its name and options.</summary>
    [Required]
    public JsonObject? Optimizer { get; init; }

    /// <summary>Evaluators of this learner only; one with the label of a shared evaluator takes its place.</summary>
    public Dictionary<string, JsonObject> Evaluators { get; init; } = [];
}

/// <summary>Where gradients come from.</summary>
internal sealed class ObjectiveSettings
{
    /// <summary>The loss over the shared sample, over the whole population exactly, or over fresh examples at every step.</summary>
    public ObjectiveKind Name { get; init; } = ObjectiveKind.Empirical;

    /// <summary>The number of fresh examples of a step; unused by the other objectives.</summary>
    [Range(1, 1_000_000_000)]
    public int Samples { get; init; } = 1000;

    /// <summary>The loss of one prediction, by name with its options; the squared loss when nothing is said.</summary>
    public JsonObject? Loss { get; init; }

    /// <summary>What is added to the loss, by label, each with its Weight: the name is the label unless Name says otherwise.</summary>
    public Dictionary<string, JsonObject> Penalties { get; init; } = [];
}

/// <summary>What the host reads of a penalty, beside its name and options.</summary>
internal sealed class PenaltySettings
{
    /// <summary>What the penalty is multiplied by before it is added to the loss.</summary>
    [Range(0, double.MaxValue)]
    public double Weight { get; init; } = 1;
}

/// <summary>What every section of a part has; all else in it are its options.</summary>
internal static class PartSettings
{
    /// <summary>The key of the part's name.</summary>
    public const string NameKey = "Name";
}

/// <summary>When an evaluator, or what an optimizer tells of its steps, is due, beside the start and the end of training, which always count.</summary>
internal sealed class CadenceSettings
{
    /// <summary>Measured after every so many steps, besides the start and the end; none means not.</summary>
    [Range(1, 1_000_000_000L)]
    public long? Every { get; init; }

    /// <summary>Measured so many times, evenly spaced, in each tenfold of steps, besides the start and the end; none means not.</summary>
    [Range(1, 1000)]
    public int? PerDecade { get; init; }
}

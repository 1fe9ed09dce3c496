using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Planning;

/// <summary>
/// One run that can be composed, known by what differs in it. A sweep may have a hundred thousand of them: the settings that they share are
/// looked up when a run is made, not kept with each.
/// </summary>
internal sealed class RunPlan
{
    private readonly Func<ResolvedRun> _resolve;

    /// <param name="run">The run with all that was found out about it.</param>
    /// <param name="resolve">Finds that out again.</param>
    public RunPlan(ResolvedRun run, Func<ResolvedRun> resolve)
    {
        _resolve = resolve;
        Experiment = run.Experiment;
        Varied = run.Varied;
        Identity = run.Identity;
        FormerIdentity = run.FormerIdentity;
        Seed = run.Settings.Seed;
        Samples = run.Settings.Samples;
        Threads = run.Threads;
        Plugins = run.Plugins;
        SharedEvaluators = run.SharedEvaluators;
    }

    /// <summary>The experiment's name.</summary>
    public string Experiment { get; }

    /// <summary>The values that the sweep gave this run, by path in the experiment.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonNode?>> Varied { get; }

    /// <summary>What determines the results, hashed: see <see cref="RunIdentity"/>.</summary>
    public string Identity { get; }

    /// <summary>The identity that older results of the run have; null if that is the same.</summary>
    public string? FormerIdentity { get; }

    /// <summary>The seed of all randomness.</summary>
    public long Seed { get; }

    /// <summary>The number N of examples that the learners share; null if there is no sample.</summary>
    public int? Samples { get; }

    /// <summary>The number of threads that all runs together may keep busy.</summary>
    public int Threads { get; }

    /// <summary>The plugins that the run uses, each once.</summary>
    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>The labels of evaluators that every learner has.</summary>
    public IReadOnlyList<string> SharedEvaluators { get; }

    /// <summary>The value of one of the paths that vary.</summary>
    public JsonNode? VariedValue(string path) => Varied.First(entry => entry.Key.Equals(path, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The same as a number; null if it is none. By its text: a node that was made from a whole number gives no other type.</summary>
    public double? VariedNumber(string path)
        => VariedValue(path) is { } value && value.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;

    /// <summary>The values that some of the paths that vary have, as one text: JSON has no line breaks.</summary>
    public string KeyOf(IReadOnlyList<string> paths) => string.Join('\n', paths.Select(path => VariedValue(path)?.ToJsonString()));

    /// <summary>Whether an identity, of a record, is that of the run.</summary>
    public bool IsIdentity(string identity) => identity == Identity || identity == FormerIdentity;

    /// <summary>The settings of the run, worked out anew at every call.</summary>
    public ResolvedRun Resolve() => _resolve();
}

using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration.Sweeps;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration;

/// <summary>Settings put over others: groups are merged key by key, all else is replaced. Experiments that extend others.</summary>
internal static class Inheritance
{
    // Groups of entries by a name of one's own, none of which can be null: null takes an entry away.
    private static readonly string[] OfNames =
    [
        nameof(RootSettings.Experiments), nameof(ExperimentSettings.Learners), nameof(ExperimentSettings.Evaluators), nameof(ExperimentSettings.Figures), nameof(ExperimentSettings.Let),
        nameof(ObjectiveSettings.Penalties), SweepSection.Key, SweepSection.Zip,
    ];

    /// <summary>What a group says over another.</summary>
    /// <param name="below">The group that is changed; it is left as it is.</param>
    /// <param name="above">What is put over it.</param>
    public static JsonObject Merge(JsonObject below, JsonObject above) => Merge(below, above, "");

    private static JsonObject Merge(JsonObject below, JsonObject above, string name)
    {
        var merged = (JsonObject)below.DeepClone();
        foreach (var (key, value) in above)
        {
            if (value is null && OfNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                merged.Remove(key);
            }
            else if (value is JsonObject group && merged[key] is JsonObject other && !IsAnotherPart(key, group, other))
            {
                merged[key] = Merge(other, group, key);
            }
            else
            {
                merged[key] = value?.DeepClone();
            }
        }

        return merged;
    }

    /// <summary>Gives every experiment that extends another what that says and it does not.</summary>
    /// <param name="root">The configuration, in which the experiments are replaced.</param>
    /// <returns>The experiment that each extends, by name.</returns>
    /// <exception cref="ConfigurationException">One extends what is not there, or itself.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(JsonObject root)
    {
        var bases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (root[nameof(RootSettings.Experiments)] is not JsonObject experiments)
        {
            return bases;
        }

        foreach (var (name, experiment) in experiments)
        {
            if ((experiment as JsonObject)?[nameof(ExperimentSettings.Extends)] is { } extends)
            {
                var known = experiments.Select(entry => entry.Key).Where(other => !other.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray();
                var asked = extends.GetValueKind() == JsonValueKind.String ? extends.GetValue<string>() : "";
                bases[name] = known.FirstOrDefault(other => other.Equals(asked, StringComparison.OrdinalIgnoreCase) && experiments[other] is JsonObject)
                    ?? throw new ConfigurationException($"{PlaceOf(name)}: is {JsonText.Of(extends)}; it names another experiment; {NearestName.Hint(asked, known)}");
            }
        }

        var resolved = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in bases.Keys)
        {
            Resolve(name, experiments, bases, resolved, []);
        }

        return bases;
    }

    private static void Resolve(string name, JsonObject experiments, Dictionary<string, string> bases, HashSet<string> resolved, IReadOnlyList<string> path)
    {
        if (!bases.TryGetValue(name, out var below) || !resolved.Add(name))
        {
            return;
        }

        if (path.Contains(below, StringComparer.OrdinalIgnoreCase))
        {
            throw new ConfigurationException($"{PlaceOf(name)}: leads back to itself: {string.Join(" extends ", [.. path, name, below])}");
        }

        Resolve(below, experiments, bases, resolved, [.. path, name]);
        var own = (JsonObject)experiments[name]!;
        own.Remove(nameof(ExperimentSettings.Extends));
        experiments[name] = Merge((JsonObject)experiments[below]!, own);
    }

    // The options of a part of another name are not its own. An objective of another name keeps its loss and penalties.
    private static bool IsAnotherPart(string key, JsonObject above, JsonObject below)
        => !key.Equals(nameof(LearnerSettings.Objective), StringComparison.OrdinalIgnoreCase)
            && above[PartSettings.NameKey] is { } name && below[PartSettings.NameKey] is { } other && !name.ToString().Equals(other.ToString(), StringComparison.OrdinalIgnoreCase);

    private static string PlaceOf(string name) => $"{nameof(RootSettings.Experiments)}:{name}:{nameof(ExperimentSettings.Extends)}";
}

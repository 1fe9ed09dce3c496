using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Planning;

namespace BeyondNtk.Engine.Storage;

/// <summary>The plan of a run that was made or begun: its record holds the resolved configuration, which composes it again.</summary>
internal static class RecordedPlan
{
    /// <param name="reader">Reads the plan.</param>
    /// <param name="stored">The run.</param>
    /// <param name="root">Settings that hold for all runs, by key.</param>
    /// <param name="assignments">The values of --set, which can only be of such settings.</param>
    /// <exception cref="ConfigurationException">Its parts are not what they were.</exception>
    public static RunPlan Read(PlanReader reader, StoredRun stored, IEnumerable<KeyValuePair<string, JsonNode?>> root, IReadOnlyList<string> assignments)
    {
        var record = stored.Record;
        var configuration = new JsonObject(root.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())))
        {
            [nameof(RootSettings.Experiments)] = new JsonObject { [record.Experiment] = record.Configuration.DeepClone() },
        };
        var tree = ConfigurationTree.FromPart(configuration, Path.Combine(stored.Folder, RunFolder.RecordName));
        var run = reader.Read(tree, [record.Experiment], assignments)[0].Runs[0].Resolve() with { Varied = [.. record.Varied], SharedEvaluators = record.Headline };
        var plan = new RunPlan(run, () => run);
        return plan.IsIdentity(record.Identity)
            ? plan
            : throw new ConfigurationException(
                $"the configuration of the run {record.FullName} means something else by now: a part has got other options or defaults, or --set would change it");
    }
}

using System.Text.Json.Nodes;
using BeyondNtk.Host.Composition;
using BeyondNtk.Host.Results;

namespace BeyondNtk.Host.Commands;

/// <summary>The plan of a run that was made or begun: its record holds the resolved configuration, which composes it again.</summary>
internal static class RecordedPlan
{
    /// <param name="reader">Reads the plan.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="record">Its record.</param>
    /// <param name="root">Settings that hold for all runs, by key.</param>
    /// <param name="assignments">The values of --set, which can only be of such settings.</param>
    /// <exception cref="ConfigurationException">Its parts are not what they were.</exception>
    public static RunPlan Of(PlanReader reader, string folder, RunRecord record, IEnumerable<KeyValuePair<string, JsonNode?>> root, IReadOnlyList<string> assignments)
    {
        var configuration = new JsonObject(root.Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())))
        {
            ["Experiments"] = new JsonObject { [record.Experiment] = record.Configuration.DeepClone() },
        };
        var plan = reader.Read(ConfigurationTree.Of(configuration, Path.Combine(folder, RunFolder.RecordName)), [record.Experiment], assignments)[0].Runs[0];
        return plan.Identity == record.Identity
            ? plan with { Varied = [.. record.Varied], SharedEvaluators = record.Headline }
            : throw new ConfigurationException(
                $"the configuration of the run {RunChoice.FullName(record)} means something else by now: a part has got other options or defaults, or --set would change it");
    }
}

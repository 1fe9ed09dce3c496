using System.Text.Json.Nodes;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>From configuration to checked plans.</summary>
internal sealed class PlanReader(PartCatalog catalog)
{
    private static readonly string[] RootKeys = [.. OptionShape.Of(typeof(RootSettings)).Select(shape => shape.Name), "Serilog", "$schema"];

    /// <summary>Reads the named experiments, or those that the file says to run.</summary>
    /// <param name="tree">The configuration file.</param>
    /// <param name="names">The experiments; none means those under Run.</param>
    /// <param name="assignments">The values of --set.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it says everything that is.</exception>
    public IReadOnlyList<ExperimentPlan> Read(ConfigurationTree tree, IReadOnlyList<string> names, IReadOnlyList<string> assignments)
    {
        // Paths from the top of the file first: they may say what to run, and the others are relative to that.
        var fromTheTop = assignments.ToLookup(assignment => RootKeys.Contains(assignment.Split(':', '=')[0].Trim(), StringComparer.OrdinalIgnoreCase));
        foreach (var assignment in fromTheTop[true])
        {
            tree.Set(assignment, RootKeys, []);
        }

        var chosen = Choose(tree, names);
        foreach (var assignment in fromTheTop[false])
        {
            tree.Set(assignment, RootKeys, chosen);
        }

        var problems = new Problems();
        var root = OptionsBinder.Bind<RootSettings>(new Setting(tree.Root, "", problems), ["Serilog", "$schema"]);
        SerilogCheck.Check(new Setting(tree.Root[SerilogSection.Key], SerilogSection.Key, problems));
        var reader = new ExperimentReader(tree, catalog, root);
        var plans = chosen.Where(root.Experiments.ContainsKey)
            .Select(name => reader.Read(name, new Setting(root.Experiments[name], $"{nameof(root.Experiments)}:{name}", problems))).ToArray();
        problems.ThrowIfAny(tree.OriginOf);
        return plans!;
    }

    /// <summary>The names of all experiments in the file.</summary>
    public static IReadOnlyList<string> ExperimentNames(ConfigurationTree tree)
        => (tree.Root["Experiments"] as JsonObject)?.Select(entry => entry.Key).ToArray() ?? [];

    private static List<string> Choose(ConfigurationTree tree, IReadOnlyList<string> names)
    {
        var known = ExperimentNames(tree);
        var asked = names.Count > 0 ? names : (tree.Root["Run"] as JsonArray)?.Select(entry => entry?.ToString() ?? "").ToArray() ?? [];
        if (asked.Count == 0)
        {
            throw new ConfigurationException($"no experiment is named, and Run lists none; {NearestName.Hint("", known)} (from {tree.File})");
        }

        return
        [
            .. asked.Distinct(StringComparer.OrdinalIgnoreCase).Select(name =>
                known.FirstOrDefault(entry => entry.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ConfigurationException($"there is no experiment '{name}'; {NearestName.Hint(name, known)} (from {tree.File})")),
        ];
    }
}

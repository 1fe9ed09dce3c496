using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>From configuration to checked plans.</summary>
internal sealed class PlanReader(PartCatalog catalog)
{
    private const string NameKey = "Name";
    private static readonly string[] CadenceKeys = [.. OptionShape.Of(typeof(CadenceSettings)).Select(shape => shape.Name)];
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
        var root = (RootSettings)new OptionsBinder(problems).BindGroup(tree.Root, typeof(RootSettings), "", ["Serilog", "$schema"]);
        var plans = chosen.Select(name => ReadExperiment(name, root, problems)).ToArray();
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

    private ExperimentPlan? ReadExperiment(string name, RootSettings root, Problems problems)
    {
        var path = $"Experiments:{name}";
        if (!root.Experiments.TryGetValue(name, out var section))
        {
            return null;
        }

        CheckFolderName(name, path, problems);

        var settings = (ExperimentSettings)new OptionsBinder(problems).BindGroup(section, typeof(ExperimentSettings), path);
        var teacher = ReadPart(settings.Teacher, PartKind.Teacher, $"{path}:Teacher", problems);
        var learners = settings.Learners.Select(entry => ReadLearner(entry.Key, entry.Value, settings, teacher, path, problems)).ToArray();
        return teacher is null || learners.Contains(null)
            ? null
            : new ExperimentPlan(name, path, settings, teacher, learners!, root.Threads ?? Environment.ProcessorCount);
    }

    private LearnerPlan? ReadLearner(
        string label, LearnerSettings settings, ExperimentSettings experiment, PartPlan? teacher, string experimentPath, Problems problems)
    {
        var path = $"{experimentPath}:Learners:{label}";
        var model = ReadPart(settings.Model, PartKind.Model, $"{path}:Model", problems);
        var optimizer = ReadPart(settings.Optimizer, PartKind.Optimizer, $"{path}:Optimizer", problems);
        var evaluators = experiment.Evaluators.Keys.Union(settings.Evaluators.Keys, StringComparer.OrdinalIgnoreCase)
            .Select(label => settings.Evaluators.TryGetValue(label, out var own)
                ? ReadEvaluator(label, own, $"{path}:Evaluators:{label}", problems)
                : ReadEvaluator(label, experiment.Evaluators[label], $"{experimentPath}:Evaluators:{label}", problems))
            .ToArray();
        if (model is null || optimizer is null || teacher is null || evaluators.Contains(null))
        {
            return null;
        }

        CheckFolderName(label, path, problems);
        var plan = new LearnerPlan(label, model, settings.Objective, optimizer, evaluators!);
        Check(plan, teacher, experiment, path, experimentPath, problems);
        return plan;
    }

    private void Check(LearnerPlan plan, PartPlan teacher, ExperimentSettings experiment, string path, string experimentPath, Problems problems)
    {
        foreach (var part in plan.Evaluators.Select(evaluator => evaluator.Part).Prepend(plan.Optimizer))
        {
            Requirements.Check(part, plan.Model, catalog, problems);
            Requirements.Check(part, teacher, catalog, problems);
            Requirements.CheckSample(part, experiment, experimentPath, problems);
        }

        Requirements.Check(plan.Model, teacher, catalog, problems);
        Requirements.CheckSample(plan.Model, experiment, experimentPath, problems);
        var asksForObjective = Requirements.ConstructorOf(plan.Optimizer.Part.Registration).Any(parameter => parameter.ParameterType == typeof(Objective));
        if (asksForObjective && plan.Objective.Name == ObjectiveName.Empirical && experiment.Samples is null)
        {
            problems.Add($"{path}:Objective", $"the objective 'empirical' needs a sample; set {experimentPath}:Samples, or choose 'population' or 'fresh'");
        }
    }

    private EvaluatorPlan? ReadEvaluator(string label, JsonObject section, string path, Problems problems)
    {
        var cadence = (JsonObject)section.DeepClone();
        foreach (var key in section.Select(entry => entry.Key).Where(key => !CadenceKeys.Contains(key, StringComparer.OrdinalIgnoreCase)))
        {
            cadence.Remove(key);
        }

        var settings = (CadenceSettings)new OptionsBinder(problems).BindGroup(cadence, typeof(CadenceSettings), path);
        var part = ReadPart(section, PartKind.Evaluator, path, problems, label, CadenceKeys);
        return part is null ? null : new EvaluatorPlan(label, part, settings);
    }

    private static void CheckFolderName(string name, string path, Problems problems)
    {
        if (name.Length == 0 || name.StartsWith('.') || name.Any(letter => letter is '/' or '\\' || char.IsControl(letter)))
        {
            problems.Add(path, $"'{name}' names a folder too; allowed: any text without '/' and '\\' that does not begin with '.'");
        }
    }

    // A missing section is reported where it is bound.
    private PartPlan? ReadPart(JsonObject? section, PartKind kind, string path, Problems problems, string? defaultName = null, string[]? reserved = null)
    {
        if (section is null)
        {
            return null;
        }

        var names = catalog.Names(kind);
        var word = PartCatalog.Word(kind);
        var name = section[NameKey] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String ? value.GetValue<string>() : null;
        if ((name ?? (section.ContainsKey(NameKey) ? null : defaultName)) is not { } asked)
        {
            problems.Add($"{path}:{NameKey}", $"{(section.ContainsKey(NameKey) ? "must be the text" : "missing: the name")} of a {word}; {NearestName.Hint("", names)}");
            return null;
        }

        var found = catalog.Find(kind, asked);
        if (found.Count != 1)
        {
            problems.Add($"{path}:{NameKey}", found.Count == 0
                ? $"there is no {word} '{asked}'; {NearestName.Hint(asked, names)}{BrokenPlugins()}"
                : $"several plugins register a {word} '{asked}': {string.Join(", ", found.Select(part => part.Plugin.Folder))}; remove all but one");
            return null;
        }

        var options = new OptionsBinder(problems).BindGroup(section, found[0].Registration.Options, path, [NameKey, .. reserved ?? []]);
        return new PartPlan(found[0], options, path);
    }

    // A name may be unknown because its plugin could not be loaded.
    private string BrokenPlugins()
    {
        var broken = catalog.Plugins.Where(plugin => plugin.Failure is not null).Select(plugin => plugin.Name).ToArray();
        return broken.Length == 0 ? "" : $" (plugins that could not be loaded: {string.Join(", ", broken)}; `plugins` says why)";
    }
}

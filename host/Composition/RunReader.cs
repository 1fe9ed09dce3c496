using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>From the configuration of one run to a checked plan of it.</summary>
/// <param name="catalog">The parts there are.</param>
/// <param name="root">What holds for all runs.</param>
internal sealed class RunReader(PartCatalog catalog, RootSettings root)
{
    /// <summary>The key of a part's name among its options.</summary>
    public const string NameKey = "Name";

    /// <summary>The keys of an evaluator's cadence among its options.</summary>
    private static readonly string[] CadenceKeys = [.. OptionShape.Of(typeof(CadenceSettings)).Select(shape => shape.Name)];

    private readonly PartFiles _files = new();

    /// <returns>The plan; null when something is wrong, which is reported.</returns>
    public RunPlan? Read(string name, string path, JsonObject section, RunOrigins origins, Problems problems)
    {
        var settings = (ExperimentSettings)new OptionsBinder(problems).BindGroup(section, typeof(ExperimentSettings), path);
        var teacher = ReadPart(settings.Teacher, PartKind.Teacher, $"{path}:Teacher", problems);
        var learners = settings.Learners.Select(entry => ReadLearner(entry.Key, entry.Value, settings, teacher, path, problems)).ToArray();
        if (teacher is null || learners.Contains(null) || problems.Count > 0)
        {
            return null;
        }

        var plan = new RunPlan(name, path, settings, teacher, learners!, root.Threads ?? Environment.ProcessorCount) { Origins = origins };
        plan = plan with { Files = _files.Read(plan.Parts, settings.Files, path, problems) };
        if (problems.Count > 0)
        {
            return null;
        }

        var configuration = ResolvedConfiguration.Of(plan);
        return plan with
        {
            CheckpointSeconds = root.CheckpointSeconds,
            StepTimeout = root.StepTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Configuration = configuration,
            Identity = ResolvedConfiguration.Identity(configuration),
        };
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

        FolderName.Check(label, path, problems);
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
        if (asksForObjective && plan.Objective.Name == ObjectiveName.Empirical && Requirements.LacksSample(experiment, experimentPath, problems))
        {
            problems.Add($"{path}:Objective", $"the objective 'empirical' needs a sample; set {experimentPath}:Samples, or choose 'population' or 'fresh'");
        }

        if (plan.Objective.Name == ObjectiveName.Fresh && typeof(IDataSetTeacher).IsAssignableFrom(teacher.Part.Registration.Implementation))
        {
            problems.Add($"{path}:Objective", $"the objective 'fresh' takes examples never seen at every step, and teacher '{teacher.Name}' is a finite data set; choose 'empirical'");
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
        var part = ReadPart(section, PartKind.Evaluator, path, problems, label);
        return part is null ? null : new EvaluatorPlan(label, part, settings);
    }

    // A missing section is reported where it is bound.
    private PartPlan? ReadPart(JsonObject? section, PartKind kind, string path, Problems problems, string? defaultName = null)
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
            problems.Add($"{path}:{NameKey}", $"{(section.ContainsKey(NameKey) ? "must be the text" : "missing: the name")} of {PartCatalog.OneOf(kind)}; {NearestName.Hint("", names)}");
            return null;
        }

        var found = catalog.Find(kind, asked);
        if (found.Count != 1)
        {
            problems.Add($"{path}:{NameKey}", found.Count == 0
                ? $"there is no {word} '{asked}'; {NearestName.Hint(asked, names)}{BrokenPlugins()}{(NearestName.Of(asked, names) is null ? "; a plugin of your own is named with --plugins" : "")}"
                : $"several plugins register {PartCatalog.OneOf(kind)} '{asked}': {string.Join(", ", found.Select(part => part.Plugin.Folder))}; remove all but one");
            return null;
        }

        try
        {
            var options = new OptionsBinder(problems).BindGroup(section, found[0].Registration.Options, path, OptionRules.NamesOfTheHost(kind));
            return new PartPlan(found[0], options, path);
        }
        catch (Exception exception)
        {
            // Properties and rules of options are the plugin's own code, which may throw anything.
            problems.Add(path, $"the options of {word} '{asked}' of plugin '{found[0].Plugin.Name}' failed: {FailureText.Of(exception.GetBaseException())}");
            return null;
        }
    }

    // A name may be unknown because its plugin could not be loaded.
    private string BrokenPlugins()
    {
        var broken = catalog.Plugins.Where(plugin => plugin.Failure is not null).Select(plugin => plugin.Name).ToArray();
        return broken.Length == 0 ? "" : $" (plugins that could not be loaded: {string.Join(", ", broken)}; `plugins` says why)";
    }
}

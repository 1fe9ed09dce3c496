using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Planning;

/// <summary>From the configuration of one run, without sweep and expressions, to what it says.</summary>
/// <param name="catalog">The parts there are.</param>
/// <param name="root">What holds for all runs.</param>
/// <param name="files">The files that parts read.</param>
/// <param name="experiment">The experiment's name.</param>
/// <param name="parts">What was read before and still holds, which is not read again.</param>
internal sealed class RunReader(PartCatalog catalog, RootSettings root, PartFiles files, string experiment, PartCache parts)
{
    // The keys of a cadence, and of a penalty's weight, among the options of a part.
    private static readonly string[] CadenceKeys = [.. OptionShape.Of(typeof(CadenceSettings)).Select(shape => shape.Name)];
    private static readonly string[] PenaltyKeys = [.. OptionShape.Of(typeof(PenaltySettings)).Select(shape => shape.Name)];

    /// <param name="section">The configuration.</param>
    /// <param name="origins">Where its values came from.</param>
    /// <returns>What it says, with the run's identity; null if something is wrong, which is reported.</returns>
    public ResolvedRun? Read(Setting section, RunOrigins origins)
    {
        var settings = OptionsBinder.Bind<ExperimentSettings>(section, cache: parts);
        var teacher = ReadPart(section[nameof(settings.Teacher)] with { Node = settings.Teacher }, PartKind.Teacher);
        var check = new CapabilityCheck(catalog, section, settings);
        var learners = settings.Learners.Select(entry => ReadLearner(entry.Key, entry.Value, settings, teacher, section, check)).ToArray();
        if (teacher is null || learners.Contains(null))
        {
            return null;
        }

        ReportUnserved(learners!, section.Problems);
        if (section.Problems.Count > 0)
        {
            return null;
        }

        var run = new ResolvedRun(experiment, section.Path, settings, teacher, learners!, new Dictionary<string, string>(), origins)
        {
            SharedEvaluators = [.. settings.Evaluators.Keys],
            Threads = root.Threads ?? Environment.ProcessorCount,
            CheckpointPause = TimeSpan.FromSeconds(root.CheckpointSeconds),
            StepTimeout = root.StepTimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        run = run with { Files = files.Read(run.Parts, settings.Files, section), Plugins = parts.Share(PluginsOf(run)) };
        return section.Problems.Count > 0 ? null : run with { Identity = RunIdentity.Compute(run), FormerIdentity = RunIdentity.ComputeFormer(run) };
    }

    private static IReadOnlyList<Plugin> PluginsOf(ResolvedRun run)
        => [.. run.Parts.Select(part => part.Part.Plugin).Distinct<Plugin>(ReferenceEqualityComparer.Instance).OrderBy(plugin => plugin.Name, StringComparer.Ordinal)];

    // An evaluator of all learners is left out where one cannot serve it, and refused where none can.
    private static void ReportUnserved(IReadOnlyList<LearnerPlan> learners, Problems problems)
    {
        foreach (var unserved in learners.SelectMany(learner => learner.LeftOut).GroupBy(left => left.Evaluator.Label))
        {
            if (learners.All(learner => learner.Evaluators.All(evaluator => evaluator.Label != unserved.Key)))
            {
                problems.Add(unserved.First().Evaluator.Part.Path, unserved.First().Why);
            }
        }
    }

    private LearnerPlan? ReadLearner(
        string label, LearnerSettings settings, ExperimentSettings experimentSettings, PartPlan? teacher, Setting section, CapabilityCheck check)
    {
        var place = section[nameof(experimentSettings.Learners)][label];
        var model = ReadPart(place[nameof(settings.Model)] with { Node = settings.Model }, PartKind.Model);
        var optimizer = ReadOptimizer(place[nameof(settings.Optimizer)] with { Node = settings.Optimizer });
        var objective = ReadObjective(settings.Objective, place[nameof(settings.Objective)]);
        var evaluators = experimentSettings.Evaluators.Keys.Union(settings.Evaluators.Keys, StringComparer.OrdinalIgnoreCase)
            .Select(name => settings.Evaluators.TryGetValue(name, out var own)
                ? ReadEvaluator(name, place[nameof(settings.Evaluators)].Under(name, own))
                : ReadEvaluator(name, section[nameof(experimentSettings.Evaluators)].Under(name, experimentSettings.Evaluators[name])))
            .ToArray();
        if (model is null || optimizer is null || objective is null || teacher is null || evaluators.Contains(null))
        {
            return null;
        }

        NameCheck.FileOrFolder(label, place);
        LeftOutEvaluator[] leftOut =
        [
            .. evaluators.Where(evaluator => !settings.Evaluators.ContainsKey(evaluator!.Label))
                .SelectMany(evaluator => check.Lacks(evaluator!.Part, model, optimizer.Part).Take(1), (evaluator, why) => new LeftOutEvaluator(evaluator!, why)),
        ];
        var plan = new LearnerPlan(label, model, objective, optimizer, [.. evaluators.Where(evaluator => leftOut.All(left => left.Evaluator != evaluator))!]) { LeftOut = leftOut };
        if (!parts.WasChecked(plan, teacher, experimentSettings.Samples is null))
        {
            check.Check(plan, teacher, place);
        }

        return plan;
    }

    private EvaluatorPlan? ReadEvaluator(string label, Setting place) => parts.GetPart(place.Path, () =>
    {
        NameCheck.Evaluator(label, place, MetricCheck.Optimizer);
        var settings = ReadOwn<CadenceSettings>(place, CadenceKeys);
        return ReadNewPart(place, PartKind.Evaluator, label) is { } part ? new EvaluatorPlan(label, part, settings) : null;
    });

    private OptimizerPlan? ReadOptimizer(Setting place) => place.Node is not JsonObject ? null : parts.GetPart(place.Path, () =>
    {
        var settings = ReadOwn<CadenceSettings>(place, CadenceKeys);
        return ReadNewPart(place, PartKind.Optimizer) is { } part ? new OptimizerPlan(part, settings) : null;
    });

    private ObjectivePlan? ReadObjective(ObjectiveSettings settings, Setting place)
    {
        var loss = settings.Loss is null ? null : ReadPart(place[nameof(settings.Loss)] with { Node = settings.Loss }, PartKind.Loss);
        var penalties = settings.Penalties.Select(entry => ReadPenalty(entry.Key, place[nameof(settings.Penalties)].Under(entry.Key, entry.Value))).ToArray();
        return (settings.Loss is not null && loss is null) || penalties.Contains(null) ? null : new ObjectivePlan(settings.Name, settings.Samples, loss, penalties!);
    }

    private PenaltyPlan? ReadPenalty(string label, Setting place) => parts.GetPart(place.Path, () =>
    {
        NameCheck.Evaluator(label, place, MetricCheck.Optimizer);
        var settings = ReadOwn<PenaltySettings>(place, PenaltyKeys);
        return ReadNewPart(place, PartKind.Penalty, label) is { } part ? new PenaltyPlan(label, part, settings) : null;
    });

    // What the host itself reads among the options of a part.
    private static T ReadOwn<T>(Setting place, string[] keys)
        where T : class, new()
    {
        var own = (JsonObject)place.Node!.DeepClone();
        foreach (var key in own.Select(entry => entry.Key).Where(key => !keys.Contains(key, StringComparer.OrdinalIgnoreCase)).ToArray())
        {
            own.Remove(key);
        }

        return OptionsBinder.Bind<T>(place with { Node = own });
    }

    private PartPlan? ReadPart(Setting place, PartKind kind) => parts.GetPart(place.Path, () => ReadNewPart(place, kind));

    // A missing section is reported where it is bound.
    private PartPlan? ReadNewPart(Setting place, PartKind kind, string? defaultName = null)
    {
        if (place.Node is not JsonObject section)
        {
            return null;
        }

        var names = catalog.Names(kind);
        var word = PartCatalog.Word(kind);
        var name = section[PartSettings.NameKey] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        if ((name ?? (section.ContainsKey(PartSettings.NameKey) ? null : defaultName)) is not { } asked)
        {
            place[PartSettings.NameKey].Refuse($"{(section.ContainsKey(PartSettings.NameKey) ? "must be the text" : "missing: the name")} of {PartCatalog.OneOf(kind)}; {NearestName.Hint("", names)}");
            return null;
        }

        var found = catalog.Find(kind, asked);
        if (found.Count != 1)
        {
            place[PartSettings.NameKey].Refuse(found.Count == 0
                ? $"there is no {word} '{asked}'; {NearestName.Hint(asked, names)}{BrokenPlugins()}{(NearestName.Find(asked, names) is null ? "; a plugin of your own is named with --plugins" : "")}"
                : $"several plugins register {PartCatalog.OneOf(kind)} '{asked}': {string.Join(", ", found.Select(part => part.Plugin.Folder))}; use one of them: name fewer folders with --plugins, or move the others to where no plugins are looked for");
            return null;
        }

        try
        {
            return new PartPlan(found[0], OptionsBinder.Bind(place, found[0].Registration.Options, OptionRules.NamesOfTheHost(kind)), place.Path);
        }
        catch (Exception exception)
        {
            // Properties and rules of options are the plugin's own code, which may throw anything.
            place.Refuse($"the options of {word} '{asked}' of plugin '{found[0].Plugin.Name}' failed: {FailureText.Of(exception)}");
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

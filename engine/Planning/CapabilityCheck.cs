using BeyondNtk.Abstractions.Capabilities;
using BeyondNtk.Abstractions.Composing;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Configuration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Planning;

/// <summary>Holds what the parts of an experiment ask for in their constructors against what it offers, before anything is created.</summary>
/// <param name="catalog">The parts there are, for advice.</param>
/// <param name="experiment">The experiment.</param>
/// <param name="settings">Its settings.</param>
internal sealed class CapabilityCheck(PartCatalog catalog, Setting experiment, ExperimentSettings settings)
{
    private Problems Problems => experiment.Problems;

    private string SamplesPath => $"{experiment.Path}:{nameof(settings.Samples)}";

    // Not if its size was refused already.
    private bool LacksSample => settings.Samples is null && Problems.All.All(problem => problem.Path != SamplesPath);

    /// <summary>Reports every part of a learner that the model, the teacher or the experiment cannot serve.</summary>
    public void Check(LearnerPlan learner, PartPlan teacher, Setting place)
    {
        foreach (var part in learner.Parts)
        {
            foreach (var lack in Lacks(part, learner.Model, learner.Optimizer.Part))
            {
                Problems.Add(part.Path, lack);
            }
        }

        // The teacher and the sample are the same for all learners.
        foreach (var part in learner.Parts.Concat(learner.LeftOut.Select(left => left.Evaluator.Part)))
        {
            foreach (var lack in NotServedBy(part, PartKind.Teacher, teacher))
            {
                Problems.Add(part.Path, lack);
            }

            CheckSample(part);
        }

        CheckObjective(learner, teacher, place[nameof(LearnerSettings.Objective)]);
    }

    /// <summary>What a part asks for that its learner has not, each in words; nothing if the learner can serve it.</summary>
    /// <param name="part">The part.</param>
    /// <param name="model">The learner's model.</param>
    /// <param name="optimizer">The learner's optimizer.</param>
    public IEnumerable<string> Lacks(PartPlan part, PartPlan model, PartPlan optimizer)
    {
        foreach (var lack in NotServedBy(part, PartKind.Model, model).Concat(NotServedBy(part, PartKind.Optimizer, optimizer)))
        {
            yield return lack;
        }

        if (!Is<ITrainable>(model) && Needs(part).Contains(typeof(InitialParameters)))
        {
            yield return $"{WordsOf(part)} needs initial parameters, and model '{model.Name}' is not {nameof(ITrainable)}";
        }
    }

    private void CheckObjective(LearnerPlan learner, PartPlan teacher, Setting objective)
    {
        if (!learner.Optimizer.Part.Takes(typeof(Objective)))
        {
            if (!learner.Objective.IsDefault)
            {
                objective.Refuse($"nothing reads it: optimizer '{learner.Optimizer.Part.Name}' has no objective to choose; leave it out, or choose an optimizer that takes one: {List(catalog.Of(PartKind.Optimizer).Where(TakesObjective).Select(part => $"'{part.Registration.Name}'"), "none")}");
            }

            return;
        }

        if (learner.Objective.Kind == ObjectiveKind.Empirical && LacksSample)
        {
            objective.Refuse($"the objective 'empirical' needs a sample; set {SamplesPath}, or choose 'population' or 'fresh'");
        }

        if (learner.Objective.Kind == ObjectiveKind.Fresh && Is<IDataSetTeacher>(teacher))
        {
            objective.Refuse($"the objective 'fresh' takes examples never seen at every step, and teacher '{teacher.Name}' is a finite data set; choose 'empirical'");
        }
    }

    // A model, teacher or optimizer of a kind that the chosen one is not.
    private IEnumerable<string> NotServedBy(PartPlan part, PartKind kind, PartPlan chosen)
    {
        var root = kind switch { PartKind.Model => typeof(IModel), PartKind.Teacher => typeof(ITeacher), _ => typeof(IOptimizer) };
        foreach (var needed in Needs(part).Where(root.IsAssignableFrom).Where(needed => !needed.IsAssignableFrom(chosen.Part.Registration.Implementation)))
        {
            var offers = chosen.Part.Registration.Implementation.GetInterfaces().Where(type => root.IsAssignableFrom(type) && type != root).Select(type => type.Name);
            var fits = catalog.Of(kind).Where(other => needed.IsAssignableFrom(other.Registration.Implementation)).Select(other => $"'{other.Registration.Name}'");
            var word = PartCatalog.Word(kind);
            yield return $"{WordsOf(part)} needs {PartCatalog.OneOf(kind)} that is {needed.Name}; '{chosen.Name}' is {List(offers, $"nothing beyond {PartCatalog.OneOf(kind)}")}; {word}s that fit: {List(fits, "none")}";
        }
    }

    private void CheckSample(PartPlan part)
    {
        if (LacksSample && Needs(part).Contains(typeof(DataSet)))
        {
            Problems.Add(part.Path, $"'{part.Name}' needs a sample; set {SamplesPath} to the number of examples");
        }
    }

    private static bool TakesObjective(CatalogPart part) => PartFactory.Parameters(part.Registration.Implementation).Any(parameter => parameter.ParameterType == typeof(Objective));

    private static bool Is<T>(PartPlan part) => typeof(T).IsAssignableFrom(part.Part.Registration.Implementation);

    private static IEnumerable<Type> Needs(PartPlan part) => part.Parameters.Where(parameter => !parameter.HasDefaultValue).Select(parameter => parameter.ParameterType);

    private static string WordsOf(PartPlan part) => $"{PartCatalog.Word(part.Part.Registration.Kind)} '{part.Name}'";

    private static string List(IEnumerable<string> names, string nothing)
    {
        var list = string.Join(", ", names);
        return list.Length > 0 ? list : nothing;
    }
}

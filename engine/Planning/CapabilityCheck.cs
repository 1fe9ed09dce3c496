using System.Reflection;
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
        foreach (var part in learner.Evaluators.Select(evaluator => evaluator.Part).Prepend(learner.Optimizer))
        {
            CheckNeeds(part, learner.Model);
            CheckNeeds(part, teacher);
            CheckSample(part);
        }

        CheckNeeds(learner.Model, teacher);
        CheckSample(learner.Model);
        CheckObjective(learner, teacher, place[nameof(LearnerSettings.Objective)]);
    }

    private void CheckObjective(LearnerPlan learner, PartPlan teacher, Setting objective)
    {
        if (learner.Optimizer.Takes(typeof(Objective)) && learner.Objective.Name == ObjectiveKind.Empirical && LacksSample)
        {
            objective.Refuse($"the objective 'empirical' needs a sample; set {SamplesPath}, or choose 'population' or 'fresh'");
        }

        if (learner.Objective.Name == ObjectiveKind.Fresh && typeof(IDataSetTeacher).IsAssignableFrom(teacher.Part.Registration.Implementation))
        {
            objective.Refuse($"the objective 'fresh' takes examples never seen at every step, and teacher '{teacher.Name}' is a finite data set; choose 'empirical'");
        }
    }

    // A model or teacher of a kind that the chosen one is not.
    private void CheckNeeds(PartPlan part, PartPlan chosen)
    {
        var registration = chosen.Part.Registration;
        var root = registration.Kind == PartKind.Model ? typeof(IModel) : typeof(ITeacher);
        foreach (var needed in Asks(part).Where(parameter => !parameter.HasDefaultValue).Select(parameter => parameter.ParameterType).Where(root.IsAssignableFrom))
        {
            if (needed.IsAssignableFrom(registration.Implementation))
            {
                continue;
            }

            var offers = registration.Implementation.GetInterfaces().Where(type => root.IsAssignableFrom(type) && type != root).Select(type => type.Name);
            var fits = catalog.Of(registration.Kind).Where(other => needed.IsAssignableFrom(other.Registration.Implementation)).Select(other => $"'{other.Registration.Name}'");
            var word = PartCatalog.Word(registration.Kind);
            Problems.Add(
                part.Path,
                $"{PartCatalog.Word(part.Part.Registration.Kind)} '{part.Name}' needs a {word} that is {needed.Name}; "
                + $"'{chosen.Name}' is {List(offers, "nothing beyond a " + word)}; {word}s that fit: {List(fits, "none")}");
        }
    }

    private void CheckSample(PartPlan part)
    {
        if (LacksSample && Asks(part).Any(parameter => parameter.ParameterType == typeof(DataSet) && !parameter.HasDefaultValue))
        {
            Problems.Add(part.Path, $"'{part.Name}' needs a sample; set {SamplesPath} to the number of examples");
        }
    }

    private static IReadOnlyList<ParameterInfo> Asks(PartPlan part) => PartFactory.Parameters(part.Part.Registration.Implementation);

    private static string List(IEnumerable<string> names, string nothing)
    {
        var list = string.Join(", ", names);
        return list.Length > 0 ? list : nothing;
    }
}

using System.Reflection;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>What a part asks for in its constructor, held against what the experiment offers, before anything is created.</summary>
internal static class Requirements
{
    public static ParameterInfo[] ConstructorOf(PartRegistration part) => part.Implementation.GetConstructors()[0].GetParameters();

    /// <summary>Reports a part that asks for a model or teacher of a kind that the chosen one is not.</summary>
    public static void Check(PartPlan part, PartPlan chosen, PartCatalog catalog, Problems problems)
    {
        var kind = chosen.Part.Registration.Kind;
        var root = kind == PartKind.Model ? typeof(IModel) : typeof(ITeacher);
        foreach (var needed in ConstructorOf(part.Part.Registration).Where(parameter => !parameter.HasDefaultValue).Select(parameter => parameter.ParameterType).Where(root.IsAssignableFrom))
        {
            if (needed.IsAssignableFrom(chosen.Part.Registration.Implementation))
            {
                continue;
            }

            var offers = chosen.Part.Registration.Implementation.GetInterfaces().Where(type => root.IsAssignableFrom(type) && type != root).Select(type => type.Name);
            var fits = catalog.Of(kind).Where(other => needed.IsAssignableFrom(other.Registration.Implementation)).Select(other => $"'{other.Registration.Name}'");
            var word = PartCatalog.Word(kind);
            problems.Add(
                part.Path,
                $"{PartCatalog.Word(part.Part.Registration.Kind)} '{part.Name}' needs a {word} that is {needed.Name}; "
                + $"'{chosen.Name}' is {List(offers, "nothing beyond a " + word)}; {word}s that fit: {List(fits, "none")}");
        }
    }

    /// <summary>True when there is no shared sample, and not because its size was refused already.</summary>
    public static bool LacksSample(ExperimentSettings settings, string experimentPath, Problems problems)
        => settings.Samples is null && problems.All.All(problem => problem.Path != $"{experimentPath}:{nameof(ExperimentSettings.Samples)}");

    /// <summary>Reports a part that asks for the shared sample where there is none.</summary>
    public static void CheckSample(PartPlan part, ExperimentSettings settings, string experimentPath, Problems problems)
    {
        if (LacksSample(settings, experimentPath, problems) && ConstructorOf(part.Part.Registration).Any(parameter => parameter.ParameterType == typeof(DataSet) && !parameter.HasDefaultValue))
        {
            problems.Add(part.Path, $"'{part.Name}' needs a sample; set {experimentPath}:Samples to the number of examples");
        }
    }

    private static string List(IEnumerable<string> names, string nothing)
    {
        var list = string.Join(", ", names);
        return list.Length > 0 ? list : nothing;
    }
}

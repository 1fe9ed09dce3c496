using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Xml.Linq;
using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Testing.Trials;

namespace BeyondNtk.Testing.Checks;

/// <summary>Checks of the options of any part, and of the classes of options within them.</summary>
public static class OptionChecks
{
    /// <summary>Configuration can express the options: the <see cref="OptionRules"/> by which the host accepts or refuses the plugin.</summary>
    /// <exception cref="ConformanceException">It cannot.</exception>
    public static void OptionsCanBeConfigured(Part part)
    {
        try
        {
            OptionRules.Check(part.Options.GetType(), KindOf(part));
        }
        catch (ArgumentException exception)
        {
            throw Broken(part, "configuration can express the options", exception.Message);
        }
    }

    /// <summary>
    /// The defaults are within the ranges that the options declare. Null, and an empty list or text that must not be empty, are allowed: users have
    /// to set them.
    /// </summary>
    /// <exception cref="ConformanceException">One is not.</exception>
    public static void DefaultsAreAllowed(Part part)
    {
        foreach (var options in Classes(part.Options.GetType()))
        {
            var defaults = Activator.CreateInstance(options)!;
            foreach (var property in OptionRules.Options(options))
            {
                if (property.GetValue(defaults) is { } value and not ICollection { Count: 0 } and not ""
                    && property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(range => !range.IsValid(value)) is { } broken)
                {
                    throw Broken(part, "the defaults are allowed", $"{Name(property)} is {value}, and {broken.FormatErrorMessage(property.Name)}");
                }
            }
        }
    }

    /// <summary>
    /// Every option has a doc comment, which is what users are shown. The check looks for it in the documentation file next to the assembly.
    /// </summary>
    /// <exception cref="ConformanceException">One has none, or the file does not exist.</exception>
    public static void OptionsAreDocumented(Part part)
    {
        const string Rule = "every option has a doc comment";
        foreach (var property in Classes(part.Options.GetType()).SelectMany(OptionRules.Options))
        {
            // An inherited option may have its comment in another assembly.
            var type = property.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : property.DeclaringType!;
            var file = Path.ChangeExtension(type.Assembly.Location, ".xml");
            if (!File.Exists(file))
            {
                throw Broken(part, Rule, $"there is no file {Path.GetFileName(file)}; set GenerateDocumentationFile in the project");
            }

            var name = $"P:{type.FullName!.Replace('+', '.')}.{property.Name}";
            var member = XDocument.Load(file).Descendants("member").FirstOrDefault(member => (string?)member.Attribute("name") == name);
            if (string.IsNullOrWhiteSpace((string?)member?.Element("summary")))
            {
                throw Broken(part, Rule, $"{Name(property)} has none");
            }
        }
    }

    // The class itself, and those of the groups that its options hold.
    private static IReadOnlyList<Type> Classes(Type options)
    {
        List<Type> found = [options];
        for (var k = 0; k < found.Count; k++)
        {
            Type[] within = [.. OptionRules.Options(found[k]).Select(property => OptionTypes.GroupWithin(property.PropertyType)).OfType<Type>()];
            found.AddRange(within.Distinct().Where(type => !found.Contains(type)).ToArray());
        }

        return found;
    }

    private static PartKind KindOf(Part part)
        => typeof(ITeacher).IsAssignableFrom(part.Implementation) ? PartKind.Teacher
            : typeof(IModel).IsAssignableFrom(part.Implementation) ? PartKind.Model
            : typeof(IOptimizer).IsAssignableFrom(part.Implementation) ? PartKind.Optimizer
            : typeof(IPointwiseLoss).IsAssignableFrom(part.Implementation) ? PartKind.Loss
            : typeof(IPenalty).IsAssignableFrom(part.Implementation) ? PartKind.Penalty
            : PartKind.Evaluator;

    private static string Name(PropertyInfo property) => $"{property.DeclaringType!.Name}.{property.Name}";

    private static ConformanceException Broken(Part part, string rule, string found) => new(part.Options.GetType(), rule, found);
}

using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Xml.Linq;

namespace BeyondNtk.Testing;

/// <summary>Checks of the options of any part.</summary>
public static class OptionChecks
{
    /// <summary>What is configured can be set.</summary>
    /// <exception cref="ConformanceException">A public property cannot.</exception>
    public static void PropertiesCanBeSet(Part part)
    {
        if (Properties(part).FirstOrDefault(property => property.SetMethod is not { IsPublic: true }) is { } fixedProperty)
        {
            throw Broken(part, "an option can be set", $"{fixedProperty.Name} has no public 'init' or 'set'");
        }
    }

    /// <summary>The defaults are within the ranges that the options give themselves. An empty list or text that must not be empty, and null, have to be set.</summary>
    /// <exception cref="ConformanceException">One is not.</exception>
    public static void DefaultsAreAllowed(Part part)
    {
        var defaults = Activator.CreateInstance(part.Options.GetType())!;
        foreach (var property in Properties(part))
        {
            if (property.GetValue(defaults) is { } value and not ICollection { Count: 0 } and not ""
                && property.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(range => !range.IsValid(value)) is { } broken)
            {
                throw Broken(part, "the defaults are allowed", $"{property.Name} is {value}, and {broken.FormatErrorMessage(property.Name)}");
            }
        }
    }

    /// <summary>Every option has a doc comment, which is what users are shown. It is looked for in the documentation file beside the assembly.</summary>
    /// <exception cref="ConformanceException">One has none, or there is no such file.</exception>
    public static void OptionsAreDocumented(Part part)
    {
        var file = Path.ChangeExtension(part.Options.GetType().Assembly.Location, ".xml");
        if (Properties(part).Any() && !File.Exists(file))
        {
            throw Broken(part, "every option has a doc comment", $"there is no file {Path.GetFileName(file)}; set GenerateDocumentationFile in the project");
        }

        var documented = File.Exists(file)
            ? XDocument.Load(file).Descendants("member").Where(member => !string.IsNullOrWhiteSpace((string?)member.Element("summary")))
                .Select(member => (string?)member.Attribute("name")).ToHashSet()
            : [];
        if (Properties(part).FirstOrDefault(property => !documented.Contains($"P:{property.DeclaringType!.FullName!.Replace('+', '.')}.{property.Name}")) is { } bare)
        {
            throw Broken(part, "every option has a doc comment", $"{bare.Name} has none");
        }
    }

    private static PropertyInfo[] Properties(Part part) => part.Options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static ConformanceException Broken(Part part, string rule, string found) => new(part.Options.GetType(), rule, found);
}

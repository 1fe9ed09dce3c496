using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>
/// Looks at the options classes of a plugin before anybody uses them: an option that configuration cannot express would otherwise be found
/// by the first person who sets it, and one that is never read by nobody.
/// </summary>
internal static class OptionsCheck
{
    private const string Allowed =
        "bool, int, long, double, string, an enum, JsonObject, a class with a public constructor without parameters, and T?, T[], List<T>, IReadOnlyList<T> and Dictionary<string, T> of these";

    /// <summary>The plugin as it is, or as one that cannot be used because of its options.</summary>
    public static Plugin Checked(Plugin plugin)
    {
        try
        {
            foreach (var part in plugin.Parts)
            {
                Check(part);
            }

            return plugin;
        }
        catch (Exception exception)
        {
            // Attributes and defaults are the plugin's own code, which may throw anything.
            return plugin with { Parts = [], Failure = exception };
        }
    }

    private static void Check(PartRegistration part)
    {
        try
        {
            string[] hosts = part.Kind == PartKind.Evaluator ? [RunReader.NameKey, .. RunReader.CadenceKeys] : [RunReader.NameKey];
            if (part.Options.GetProperties().FirstOrDefault(property => hosts.Contains(property.Name, StringComparer.OrdinalIgnoreCase)) is { } taken)
            {
                throw Refusal(taken, "has a name that the host keeps for itself; choose another");
            }

            CheckClass(part.Options, []);
        }
        catch (PluginException exception)
        {
            throw new PluginException($"options of {PartCatalog.Word(part.Kind)} '{part.Name}': {exception.Message}", exception);
        }
    }

    // The types first: the defaults of a class that contains itself might never come to an end.
    private static void CheckClass(Type options, IReadOnlyList<Type> outer)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        foreach (var property in properties)
        {
            CheckAccess(property);
            if (property.SetMethod is { IsPublic: true })
            {
                CheckType(property.PropertyType, property, [.. outer, options]);
            }
        }

        if (properties.GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twins)
        {
            throw Refusal(twins.First(), "is there twice; configuration does not tell names by their case");
        }

        CheckDefaults(options);
    }

    private static void CheckAccess(PropertyInfo property)
    {
        if (property.GetIndexParameters().Length > 0)
        {
            throw Refusal(property, "is an indexer, which is no option; remove it");
        }

        if (property.GetMethod is not { IsPublic: true })
        {
            throw Refusal(property, "cannot be read; give it a public get");
        }

        if (property.SetMethod is not { IsPublic: true } && property.IsDefined(typeof(ValidationAttribute)))
        {
            throw Refusal(property, "has a rule and can never be set; give it a public set or init");
        }

        if (property.IsDefined(typeof(RequiredMemberAttribute)))
        {
            throw Refusal(property, "is 'required', which binds the compiler only; use the attribute [Required]");
        }
    }

    private static void CheckType(Type type, PropertyInfo option, IReadOnlyList<Type> outer)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (OptionWords.IsScalar(bare) || bare == typeof(JsonObject))
        {
            return;
        }

        if ((OptionWords.ElementOf(bare) ?? OptionWords.ValueOf(bare)) is { } inner)
        {
            CheckType(inner, option, outer);
            return;
        }

        if (!OptionWords.IsGroup(bare) || bare.IsAbstract || bare.GetConstructor([]) is null)
        {
            throw Refusal(option, $"is of the type {CodeName(bare)}, which configuration cannot express; allowed: {Allowed}");
        }

        if (outer.Contains(bare))
        {
            throw Refusal(option, $"leads back to {bare.Name}, so there is no end to the options; a class of options cannot contain itself");
        }

        CheckClass(bare, outer);
    }

    private static void CheckDefaults(Type options)
    {
        try
        {
            foreach (var shape in OptionShape.Of(options))
            {
                foreach (var rule in shape.Rules)
                {
                    _ = rule.IsValid(shape.Default);
                    _ = OptionWords.Allowed(rule, shape.Name);
                }
            }
        }
        catch (Exception exception)
        {
            throw new PluginException($"the defaults of {options.Name} cannot be made or checked: {exception.GetBaseException().Message}", exception);
        }
    }

    private static string CodeName(Type type)
        => type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(CodeName))}>" : type.Name;

    private static PluginException Refusal(PropertyInfo option, string why) => new($"{option.DeclaringType!.Name}.{option.Name} {why}");
}

using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace BeyondNtk.Abstractions.Registration;

/// <summary>
/// The rules that let configuration express a class of options. The host refuses a plugin that breaks them: the first to notice an option that cannot
/// be set would otherwise be the person who sets it, and nobody would notice one that is never read.
/// </summary>
public static class OptionRules
{
    private const string Allowed =
        "bool, int, long, double, string, an enum, JsonObject, a class with a public constructor without parameters, and T?, T[], List<T>, IReadOnlyList<T> and Dictionary<string, T> of these";

    /// <summary>The names of settings that the host itself reads in addition to the options of a part, regardless of case.</summary>
    /// <param name="kind">The kind of the part.</param>
    public static IReadOnlyList<string> NamesOfTheHost(PartKind kind) => kind switch
    {
        PartKind.Evaluator or PartKind.Optimizer => ["Name", "Every", "PerDecade"],
        PartKind.Penalty => ["Name", "Weight"],
        _ => ["Name"],
    };

    /// <summary>The options of a class: its public properties that can be set.</summary>
    public static IReadOnlyList<PropertyInfo> Options(Type options) => [.. Properties(options).Where(CanBeSet)];

    /// <summary>Checks the options of a part and their defaults.</summary>
    /// <param name="options">The class of the options.</param>
    /// <param name="kind">The kind of the part.</param>
    /// <exception cref="ArgumentException">They break a rule; the message is one sentence that names class and property.</exception>
    public static void Check(Type options, PartKind kind)
    {
        var taken = Properties(options).FirstOrDefault(property => NamesOfTheHost(kind).Contains(property.Name, StringComparer.OrdinalIgnoreCase));
        if ((taken is null ? CheckClass(options, []) : Fault(taken, "has a name that the host keeps for itself; choose another")) is { } fault)
        {
            throw new ArgumentException(fault);
        }
    }

    // The types first: creating the defaults of a class that contains itself might never end.
    private static string? CheckClass(Type options, IReadOnlyList<Type> outer)
    {
        var properties = Properties(options);
        IReadOnlyList<Type> path = [.. outer, options];
        var twins = properties.GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
        return properties.Select(property => CheckAccess(property) ?? CheckPath(property, outer) ?? (CanBeSet(property) ? CheckType(property.PropertyType, property, path) : null))
                .FirstOrDefault(fault => fault is not null)
            ?? (twins is null ? null : Fault(twins.First(), "is there twice; configuration does not tell names by their case"))
            ?? CheckDefaults(options);
    }

    private static string? CheckAccess(PropertyInfo property)
        => property.GetIndexParameters().Length > 0 ? Fault(property, "is an indexer, which is no option; remove it")
            : property.GetMethod is not { IsPublic: true } ? Fault(property, "cannot be read; give it a public get")
            : !CanBeSet(property) && property.IsDefined(typeof(ValidationAttribute)) ? Fault(property, "has a rule and can never be set; give it a public set or init")
            : property.IsDefined(typeof(RequiredMemberAttribute)) ? Fault(property, "is 'required', which binds the compiler only; use the attribute [Required]")
            : null;

    private static string? CheckPath(PropertyInfo property, IReadOnlyList<Type> outer)
        => !property.IsDefined(typeof(FilePathAttribute)) ? null
            : property.PropertyType != typeof(string) ? Fault(property, "has [FilePath] and is no text; the path of a file is a string")
            : outer.Count > 0 ? Fault(property, $"has [FilePath] in a group, where no files are looked for; move it to {CodeName(outer[0])}")
            : null;

    private static string? CheckType(Type type, PropertyInfo option, IReadOnlyList<Type> outer)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (OptionTypes.IsScalar(bare) || bare == typeof(JsonObject))
        {
            return null;
        }

        if ((OptionTypes.ElementOf(bare) ?? OptionTypes.ValueOf(bare)) is { } inner)
        {
            return CheckType(inner, option, outer);
        }

        return !OptionTypes.IsGroup(bare) || bare.IsAbstract || bare.GetConstructor([]) is null
                ? Fault(option, $"is of the type {CodeName(bare)}, which configuration cannot express; allowed: {Allowed}")
            : outer.Contains(bare) ? Fault(option, $"leads back to {bare.Name}, so there is no end to the options; a class of options cannot contain itself")
            : CheckClass(bare, outer);
    }

    private static string? CheckDefaults(Type options)
    {
        try
        {
            var defaults = Activator.CreateInstance(options);
            return Options(options).Select(property => CheckDefault(property, property.GetValue(defaults))).FirstOrDefault(fault => fault is not null);
        }
        catch (Exception exception)
        {
            // Constructors, getters and attributes are the plugin's own code, which may throw anything.
            throw new ArgumentException($"the defaults of {options.Name} cannot be made or checked: {exception.GetBaseException().Message}", exception);
        }
    }

    private static string? CheckDefault(PropertyInfo property, object? value)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            // As they are checked when a value is set.
            _ = rule.IsValid(value);
            _ = rule.FormatErrorMessage(property.Name);
            if (rule is RangeAttribute { OperandType: var type } whole && type == typeof(int)
                && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var number && (number == typeof(double) || number == typeof(long)))
            {
                return Fault(
                    property, $"is a {(number == typeof(double) ? "double" : "long")} with a range of int, to which a value would be rounded; write "
                    + (number == typeof(double) ? $"[Range({whole.Minimum}.0, {whole.Maximum}.0)]" : $"[Range(typeof(long), \"{whole.Minimum}\", \"{whole.Maximum}\")]"));
            }

            if (rule is RangeAttribute range && !(IsFinite(range.Minimum) && IsFinite(range.Maximum)))
            {
                return Fault(property, "has a range with a bound that is no finite number; for one without an end write double.MinValue or double.MaxValue");
            }
        }

        var numbers = value is IEnumerable<double> list ? list : value is double single ? [single] : [];
        return numbers.All(double.IsFinite) ? null : Fault(property, "has a default that is no finite number, which a configuration cannot say; use double? and null");
    }

    private static bool IsFinite(object bound) => bound is not double number || double.IsFinite(number);

    private static PropertyInfo[] Properties(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static bool CanBeSet(PropertyInfo property) => property.SetMethod is { IsPublic: true };

    private static string CodeName(Type type)
        => type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(CodeName))}>" : type.Name;

    private static string Fault(PropertyInfo option, string why) => $"{option.DeclaringType!.Name}.{option.Name} {why}";
}

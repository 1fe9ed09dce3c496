using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Host.Plugins;

namespace BeyondNtk.Host.Composition;

/// <summary>An option of a part as its class declares it: the one source of validation and of `describe`.</summary>
internal sealed record OptionShape(PropertyInfo Property, object? Default)
{
    // A sweep binds the same classes for each of its runs, and reflection is what takes the time.
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionShape>> Known = new();

    public string Name => Property.Name;

    public string Summary => DocComments.Of(Property);

    public IReadOnlyList<ValidationAttribute> Rules { get; } = [.. Property.GetCustomAttributes<ValidationAttribute>()];

    public bool AllowsNull { get; } = new NullabilityInfoContext().Create(Property).WriteState != NullabilityState.NotNull;

    /// <summary>The options of a class, in the order of declaration.</summary>
    public static IReadOnlyList<OptionShape> Of(Type options) => Known.GetOrAdd(options, Find);

    private static IReadOnlyList<OptionShape> Find(Type options)
    {
        var defaults = Activator.CreateInstance(options);
        return
        [
            .. options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.SetMethod is { IsPublic: true })
                .Select(property => new OptionShape(property, property.GetValue(defaults))),
        ];
    }
}

/// <summary>Words for types, values and rules, as error messages and `describe` use them.</summary>
internal static class OptionWords
{
    public static string KebabCase(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    public static IReadOnlyList<string> EnumNames(Type type) => [.. Enum.GetNames(type).Select(KebabCase)];

    public static string Type(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare switch
        {
            _ when bare == typeof(bool) => "true or false",
            _ when bare == typeof(int) || bare == typeof(long) => "whole number",
            _ when bare == typeof(double) => "number",
            _ when bare == typeof(string) => "text",
            _ when bare.IsEnum => string.Join(" | ", EnumNames(bare)),
            _ when ElementOf(bare) is { } element => $"list of {(IsGroup(element) ? $"{element.Name} groups" : Type(element) + "s")}",
            _ => "group",
        };
    }

    public static string Value(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        Enum name => KebabCase(name.ToString()),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Value))}]",
        _ => "(group)",
    };

    public static string Allowed(ValidationAttribute rule, string name) => rule switch
    {
        RangeAttribute { Maximum: double.MaxValue } range => $"at least {Value(range.Minimum)}",
        RangeAttribute { MaximumIsExclusive: true } range => $"{Value(range.Minimum)} to less than {Value(range.Maximum)}",
        RangeAttribute range => $"{Value(range.Minimum)} to {Value(range.Maximum)}",
        MinLengthAttribute length => $"at least {length.Length} {(length.Length == 1 ? "entry" : "entries")}",
        RequiredAttribute => "a value is required",
        _ => rule.FormatErrorMessage(name),
    };

    /// <summary>The element type of a list; null for any other type.</summary>
    public static Type? ElementOf(Type type)
        => type.IsSZArray ? type.GetElementType()
            : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) || type.GetGenericTypeDefinition() == typeof(List<>))
                ? type.GetGenericArguments()[0]
                : null;

    /// <summary>The type of the values that a dictionary has by name; null for any other type.</summary>
    public static Type? ValueOf(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) && type.GetGenericArguments()[0] == typeof(string)
            ? type.GetGenericArguments()[1]
            : null;

    /// <summary>True for a type that a single value of the configuration stands for.</summary>
    public static bool IsScalar(Type type)
        => type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(string);

    /// <summary>True for a class with options of its own.</summary>
    public static bool IsGroup(Type type)
        => type.IsClass && type != typeof(object) && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(JsonNode).IsAssignableFrom(type);
}

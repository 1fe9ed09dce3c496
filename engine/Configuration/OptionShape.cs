using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Configuration;

/// <summary>An option of a part as its class declares it: the one source of validation and of `describe`.</summary>
internal sealed record OptionShape(PropertyInfo Property, object? Default)
{
    // A sweep binds the same classes for each of its runs, and reflection is what takes the time.
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<OptionShape>> Known = new();

    public string Name => Property.Name;

    public string Summary => DocComments.Read(Property);

    public IReadOnlyList<ValidationAttribute> Rules { get; } = [.. Property.GetCustomAttributes<ValidationAttribute>()];

    /// <summary>Whether it names a file that the part reads.</summary>
    public bool IsFile { get; } = Property.IsDefined(typeof(FilePathAttribute));

    public bool AllowsNull { get; } = new NullabilityInfoContext().Create(Property).WriteState != NullabilityState.NotNull;

    /// <summary>The options of a class, in the order of declaration.</summary>
    public static IReadOnlyList<OptionShape> Of(Type options) => Known.GetOrAdd(options, Find);

    private static IReadOnlyList<OptionShape> Find(Type options)
    {
        var defaults = Activator.CreateInstance(options);
        return
        [
            .. OptionRules.Options(options).Select(property => new OptionShape(property, property.GetValue(defaults))),
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
            _ when OptionTypes.ElementOf(bare) is { } element => $"list of {(OptionTypes.IsGroup(element) ? $"{element.Name} groups" : Type(element) + "s")}",
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
        RangeAttribute range => Allowed(Bounds.Of(range)),
        MinLengthAttribute length => $"at least {length.Length} {(length.Length == 1 ? "entry" : "entries")}",
        RequiredAttribute => "a value is required",
        _ => rule.FormatErrorMessage(name),
    };

    private static string Allowed(Bounds range) => range switch
    {
        { HasMinimum: false, HasMaximum: false } => "any",
        { HasMinimum: false } => $"{(range.MaximumIsExclusive ? "less than" : "at most")} {Value(range.Maximum)}",
        { HasMaximum: false } => $"{(range.MinimumIsExclusive ? "more than" : "at least")} {Value(range.Minimum)}",
        { MinimumIsExclusive: true } => $"more than {Value(range.Minimum)} and {(range.MaximumIsExclusive ? "less than" : "at most")} {Value(range.Maximum)}",
        { MaximumIsExclusive: true } => $"{Value(range.Minimum)} to less than {Value(range.Maximum)}",
        _ => $"{Value(range.Minimum)} to {Value(range.Maximum)}",
    };
}

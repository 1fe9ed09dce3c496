using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Configuration;

/// <summary>
/// Turns configuration into options objects and reports all that is wrong. The stock binder would merge lists by index, ignore unknown
/// keys, keep a default for an empty list and not look into nested classes.
/// </summary>
internal static class OptionsBinder
{
    /// <summary>Binds a group; what cannot be bound keeps its default and is reported.</summary>
    /// <param name="group">The configuration.</param>
    /// <param name="reserved">Keys that belong to somebody else.</param>
    /// <param name="cache">Remembers what was bound before; null to bind everything.</param>
    /// <typeparam name="TOptions">The options class.</typeparam>
    public static TOptions Bind<TOptions>(Setting group, IReadOnlyCollection<string>? reserved = null, IBindingCache? cache = null)
        => (TOptions)Bind(group, typeof(TOptions), reserved, cache);

    /// <summary>Binds a group; what cannot be bound keeps its default and is reported.</summary>
    /// <param name="group">The configuration.</param>
    /// <param name="type">The options class.</param>
    /// <param name="reserved">Keys that belong to somebody else.</param>
    /// <param name="cache">Remembers what was bound before; null to bind everything.</param>
    public static object Bind(Setting group, Type type, IReadOnlyCollection<string>? reserved = null, IBindingCache? cache = null)
    {
        var options = Activator.CreateInstance(type)!;
        var shapes = OptionShape.Of(type);
        var node = (JsonObject)group.Node!;
        var refused = new HashSet<string>();
        foreach (var (key, value) in node)
        {
            if (reserved?.Contains(key, StringComparer.OrdinalIgnoreCase) == true)
            {
                continue;
            }

            if (shapes.FirstOrDefault(shape => shape.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                group.Under(key, value).Refuse($"unknown setting; {NearestName.Hint(key, [.. shapes.Select(shape => shape.Name), .. reserved ?? []])}");
                continue;
            }

            var setting = group.Under(known.Name, value);
            var before = group.Problems.Count;
            var bound = value is null && known.AllowsNull ? null
                : cache is null ? BindValue(setting, known.Property.PropertyType)
                : cache.Get(setting.Path, () => BindValue(setting, known.Property.PropertyType));
            if (group.Problems.Count > before)
            {
                refused.Add(known.Name);
            }

            // A group that is wrong in places is kept, so that what lies in it is looked into further.
            if (group.Problems.Count == before || bound is not null)
            {
                Set(known.Property, options, bound, setting, refused);
            }
        }

        // A rule about the default would mislead where the value itself was refused.
        foreach (var shape in shapes.Where(shape => !refused.Contains(shape.Name) && cache?.IsNew(group.Under(shape.Name, null).Path) != false))
        {
            Validate(shape, options, group, node.ContainsKey(shape.Name));
        }

        return options;
    }

    // A setter that throws is how an options class of a plugin may refuse a value.
    private static void Set(PropertyInfo property, object options, object? value, Setting setting, HashSet<string> refused)
    {
        try
        {
            property.SetValue(options, value);
        }
        catch (TargetInvocationException exception)
        {
            setting.Refuse($"is {OptionWords.Value(value)}, which {property.DeclaringType!.Name} refuses: {FailureText.Of(exception)}");
            refused.Add(property.Name);
        }
    }

    private static void Validate(OptionShape shape, object options, Setting group, bool isWritten)
    {
        var value = shape.Property.GetValue(options);
        foreach (var rule in shape.Rules.Where(rule => !rule.IsValid(value)))
        {
            var said = rule is RequiredAttribute || (!isWritten && value is null or "" or ICollection { Count: 0 }) ? "missing"
                : isWritten ? $"is {OptionWords.Value(value)}"
                : $"missing, and its default is {OptionWords.Value(value)}";
            group[shape.Name].Refuse($"{said}; allowed: {OptionWords.Allowed(rule, shape.Name)}");
        }
    }

    private static object? BindValue(Setting setting, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (setting.Node is not { } node)
        {
            return type == bare ? Refuse(setting, "null", type) : null;
        }

        if (bare == typeof(JsonObject))
        {
            return node as JsonObject ?? Refuse(setting, "a group, { ... }");
        }

        if (OptionTypes.ElementOf(bare) is { } element)
        {
            return BindList(setting, bare, element);
        }

        if (OptionTypes.ValueOf(bare) is { } value)
        {
            return BindDictionary(setting, bare, value);
        }

        if (OptionTypes.IsGroup(bare))
        {
            return node is JsonObject ? Bind(setting, bare) : Refuse(setting, "a group, { ... }");
        }

        return (node is JsonValue scalar ? Scalar(scalar, bare) : null) ?? Refuse(setting, Text(node), type);
    }

    private static IList? BindList(Setting setting, Type type, Type element)
    {
        if (setting.Node is not JsonArray)
        {
            Refuse(setting, "a list, [ ... ]");
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var (_, entry) in setting.Entries())
        {
            var before = setting.Problems.Count;
            var bound = BindValue(entry, element);
            if (setting.Problems.Count == before)
            {
                list.Add(bound);
            }
        }

        if (!type.IsArray)
        {
            return list;
        }

        var fixedList = Array.CreateInstance(element, list.Count);
        list.CopyTo(fixedList, 0);
        return fixedList;
    }

    private static IDictionary? BindDictionary(Setting setting, Type type, Type valueType)
    {
        if (setting.Node is not JsonObject)
        {
            Refuse(setting, "a group, { ... }");
            return null;
        }

        var dictionary = (IDictionary)Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase)!;
        foreach (var (key, entry) in setting.Entries())
        {
            var before = setting.Problems.Count;
            var bound = BindValue(entry with { Node = entry.Node ?? new JsonObject() }, valueType);
            if (setting.Problems.Count == before || bound is not null)
            {
                dictionary[key] = bound;
            }
        }

        return dictionary;
    }

    // Null if the value is not of the type.
    private static object? Scalar(JsonValue value, Type type)
    {
        var kind = value.GetValueKind();
        if (type == typeof(bool))
        {
            return kind is JsonValueKind.True or JsonValueKind.False ? value.GetValue<bool>() : null;
        }

        if (type == typeof(string))
        {
            return kind == JsonValueKind.String ? value.GetValue<string>() : null;
        }

        if (type.IsEnum)
        {
            return kind == JsonValueKind.String
                ? Enum.GetValues(type).Cast<object>().FirstOrDefault(name => OptionWords.KebabCase(name.ToString()!).Equals(value.GetValue<string>(), StringComparison.OrdinalIgnoreCase))
                : null;
        }

        if (kind != JsonValueKind.Number || !double.TryParse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return null;
        }

        // 1e4 is a whole number too; above 2^53 only digits say exactly which.
        if (type == typeof(int))
        {
            return number == Math.Floor(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
        }

        if (type == typeof(long))
        {
            return long.TryParse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out var whole) ? whole
                : number == Math.Floor(number) && Math.Abs(number) <= 1L << 53 ? (long)number : null;
        }

        return type == typeof(double) ? number : null;
    }

    private static object? Refuse(Setting setting, string value, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        setting.Refuse(bare.IsEnum
            ? $"is {value}; {NearestName.Hint(value.Trim('"'), OptionWords.EnumNames(bare))}"
            : $"is {value}; allowed: a {OptionWords.Type(type)}");
        return null;
    }

    private static object? Refuse(Setting setting, string allowed)
    {
        setting.Refuse($"is {Text(setting.Node!)}; allowed: {allowed}");
        return null;
    }

    private static string Text(JsonNode node)
    {
        var text = JsonText.Of(node);
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}

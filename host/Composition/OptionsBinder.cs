using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Composition;

/// <summary>
/// Turns configuration into options objects and reports all that is wrong. The stock binder would merge lists by index, ignore unknown
/// keys, keep a default for an empty list and not look into nested classes.
/// </summary>
internal sealed class OptionsBinder(Problems problems)
{
    /// <summary>Binds an object; what cannot be bound keeps its default and is reported.</summary>
    /// <param name="node">The configuration.</param>
    /// <param name="type">The options class.</param>
    /// <param name="path">Where the configuration stands.</param>
    /// <param name="reserved">Keys that belong to somebody else.</param>
    public object BindGroup(JsonObject node, Type type, string path, IReadOnlyCollection<string>? reserved = null)
    {
        var options = Activator.CreateInstance(type)!;
        var shapes = OptionShape.Of(type);
        var refused = new HashSet<string>();
        foreach (var (key, value) in node)
        {
            if (reserved?.Contains(key, StringComparer.OrdinalIgnoreCase) == true)
            {
                continue;
            }

            if (shapes.FirstOrDefault(shape => shape.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                problems.Add(Join(path, key), $"unknown setting; {NearestName.Hint(key, [.. shapes.Select(shape => shape.Name), .. reserved ?? []])}");
                continue;
            }

            var before = problems.Count;
            var bound = value is null && known.AllowsNull ? null : Bind(value, known.Property.PropertyType, Join(path, known.Name));
            if (problems.Count > before)
            {
                refused.Add(known.Name);
            }

            // A group that is wrong in places is kept, so that what lies in it is looked into further.
            if (problems.Count == before || bound is not null)
            {
                Set(known.Property, options, bound, Join(path, known.Name), refused);
            }
        }

        // A rule about the default would mislead where the value itself was refused.
        foreach (var shape in shapes.Where(shape => !refused.Contains(shape.Name)))
        {
            Validate(shape, options, node, Join(path, shape.Name));
        }

        return options;
    }

    // A setter that throws is how an options class of a plugin may refuse a value.
    private void Set(PropertyInfo property, object options, object? value, string path, HashSet<string> refused)
    {
        try
        {
            property.SetValue(options, value);
        }
        catch (TargetInvocationException exception)
        {
            problems.Add(path, $"is {OptionWords.Value(value)}, which {property.DeclaringType!.Name} refuses: {exception.GetBaseException().Message}");
            refused.Add(property.Name);
        }
    }

    private void Validate(OptionShape shape, object options, JsonObject node, string path)
    {
        var value = shape.Property.GetValue(options);
        foreach (var rule in shape.Rules.Where(rule => !rule.IsValid(value)))
        {
            var said = rule is RequiredAttribute || (!node.ContainsKey(shape.Name) && value is null or "" or ICollection { Count: 0 }) ? "missing"
                : node.ContainsKey(shape.Name) ? $"is {OptionWords.Value(value)}"
                : $"missing, and its default is {OptionWords.Value(value)}";
            problems.Add(path, $"{said}; allowed: {OptionWords.Allowed(rule, shape.Name)}");
        }
    }

    private object? Bind(JsonNode? node, Type type, string path)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (node is null)
        {
            return type == bare ? Wrong(path, "null", type) : null;
        }

        if (bare == typeof(JsonObject))
        {
            return node as JsonObject ?? Wrong(path, Text(node), "a group, { ... }");
        }

        if (OptionTypes.ElementOf(bare) is { } element)
        {
            return BindList(node, bare, element, path);
        }

        if (OptionTypes.ValueOf(bare) is { } value)
        {
            return BindDictionary(node, bare, value, path);
        }

        if (OptionTypes.IsGroup(bare))
        {
            return node is JsonObject group ? BindGroup(group, bare, path) : Wrong(path, Text(node), "a group, { ... }");
        }

        return (node is JsonValue scalar ? Scalar(scalar, bare) : null) ?? Wrong(path, Text(node), type);
    }

    private IList? BindList(JsonNode node, Type type, Type element, string path)
    {
        if (node is not JsonArray array)
        {
            Wrong(path, Text(node), "a list, [ ... ]");
            return null;
        }

        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        for (var index = 0; index < array.Count; index++)
        {
            var before = problems.Count;
            var bound = Bind(array[index], element, $"{path}:{index}");
            if (problems.Count == before)
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

    private IDictionary? BindDictionary(JsonNode node, Type type, Type valueType, string path)
    {
        if (node is not JsonObject group)
        {
            Wrong(path, Text(node), "a group, { ... }");
            return null;
        }

        var dictionary = (IDictionary)Activator.CreateInstance(type, StringComparer.OrdinalIgnoreCase)!;
        foreach (var (key, value) in group)
        {
            var before = problems.Count;
            var bound = Bind(value ?? new JsonObject(), valueType, $"{path}:{key}");
            if (problems.Count == before || bound is not null)
            {
                dictionary[key] = bound;
            }
        }

        return dictionary;
    }

    // Null when the value is none of the type.
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
                ? Enum.GetValues(type).Cast<object>().FirstOrDefault(name => OptionWords.KebabCase(name.ToString()!) == value.GetValue<string>().ToLowerInvariant())
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

    private object? Wrong(string path, string value, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsEnum)
        {
            problems.Add(path, $"is {value}; {NearestName.Hint(value.Trim('"'), OptionWords.EnumNames(bare))}");
            return null;
        }

        return Wrong(path, value, $"a {OptionWords.Type(type)}");
    }

    private object? Wrong(string path, string value, string allowed)
    {
        problems.Add(path, $"is {value}; allowed: {allowed}");
        return null;
    }

    // The whole file has no path.
    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}:{key}";

    private static string Text(JsonNode node)
    {
        var text = node.ToJsonString();
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}

using System.Collections;
using System.Text.Json.Nodes;

namespace BeyondNtk.Abstractions.Registration;

/// <summary>The types that an option may have, distinguished by how configuration writes them.</summary>
public static class OptionTypes
{
    /// <summary>True for a type that a single value of the configuration expresses: bool, int, long, double, string or an enum.</summary>
    public static bool IsScalar(Type type)
        => type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(string);

    /// <summary>The type of the elements of a list, T[], List&lt;T&gt; or IReadOnlyList&lt;T&gt;; null for any other type.</summary>
    public static Type? ElementOf(Type type)
        => type.IsSZArray ? type.GetElementType()
            : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) || type.GetGenericTypeDefinition() == typeof(List<>))
                ? type.GetGenericArguments()[0]
                : null;

    /// <summary>The type of the values of a Dictionary&lt;string, T&gt;; null for any other type.</summary>
    public static Type? ValueOf(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) && type.GetGenericArguments()[0] == typeof(string)
            ? type.GetGenericArguments()[1]
            : null;

    /// <summary>True for a class with options of its own.</summary>
    public static bool IsGroup(Type type)
        => type.IsClass && type != typeof(object) && !typeof(IEnumerable).IsAssignableFrom(type)
            && !typeof(Delegate).IsAssignableFrom(type) && !typeof(JsonNode).IsAssignableFrom(type);

    /// <summary>The class with options of its own that a type is, holds a list of, or holds by name; null for any other type.</summary>
    public static Type? GroupWithin(Type type)
        => (ElementOf(type) ?? ValueOf(type)) is { } inner ? GroupWithin(inner) : IsGroup(type) ? type : null;
}

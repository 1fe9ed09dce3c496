using System.Reflection;

namespace BeyondNtk.Abstractions.Tests;

/// <summary>Types in the words of C#: without namespaces, with nullable annotations.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(Type type) => Of(type, null);

    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value)}?";
        }

        var mark = !type.IsValueType && !type.IsByRef && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[]{mark}";
        }

        var name = Keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0];
        var arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        var outer = type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}." : "";
        return outer + name + List(arguments) + mark;
    }

    public static string Arguments(Type[] arguments) => List(arguments.Select(Of));

    public static string Constraints(Type[] arguments) => string.Concat(arguments.Where(argument => argument.IsGenericParameter).Select(argument =>
    {
        var attributes = argument.GenericParameterAttributes;
        string[] parts =
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? (string[])["class"] : [],
            .. attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? (string[])[IsUnmanaged(argument) ? "unmanaged" : "struct"] : [],
            .. argument.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(Of),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
                && !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? (string[])["new()"] : [],
        ];
        return parts.Length > 0 ? $" where {argument.Name} : {string.Join(", ", parts)}" : "";
    }));

    private static bool IsUnmanaged(Type argument) => argument.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "IsUnmanagedAttribute");

    private static string List(IEnumerable<string> names) => names.Any() ? $"<{string.Join(", ", names)}>" : "";
}

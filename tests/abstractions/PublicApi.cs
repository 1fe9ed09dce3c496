using System.Reflection;
using System.Runtime.CompilerServices;

namespace BeyondNtk.Abstractions.Tests;

/// <summary>What an assembly shows to others, one type or member a line, in the words of C#.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IReadOnlyList<string> Of(Assembly assembly)
        => [.. assembly.GetExportedTypes().OrderBy(TypeNames.Of, StringComparer.Ordinal).SelectMany(Lines)];

    private static IEnumerable<string> Lines(Type type)
    {
        var bases = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Append(type.BaseType)
            .Where(other => other is not null && other != typeof(object) && other != typeof(ValueType) && other != typeof(Enum) && !type.IsEnum)
            .Select(other => TypeNames.Of(other!)).Order(StringComparer.Ordinal).ToArray();
        var members = type.GetMembers(Declared).Where(IsShown).Select(Line).Order(StringComparer.Ordinal);
        return members.Select(line => $"{TypeNames.Of(type)}: {line}")
            .Prepend($"{TypeNames.Of(type)}: {Kind(type)}{TypeNames.Constraints(type.GetGenericArguments())}{(bases.Length > 0 ? " : " : "")}{string.Join(", ", bases)}");
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => $"enum of {TypeNames.Of(Enum.GetUnderlyingType(type))}",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    // Records write members of their own; the primary constructor and the properties say what they hold.
    private static bool IsShown(MemberInfo member) => member switch
    {
        MethodBase method => IsVisible(method) && !member.IsDefined(typeof(CompilerGeneratedAttribute))
            && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && !property.IsDefined(typeof(CompilerGeneratedAttribute))
            && property.Name != "EqualityContract",
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        EventInfo one => one.AddMethod is { } add && IsVisible(add),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Modifiers(constructor)}new({Parameters(constructor)})",
        MethodInfo method => $"{Modifiers(method)}{Returned(method)} {method.Name}{TypeNames.Arguments(method.GetGenericArguments())}"
            + $"({Parameters(method)}){TypeNames.Constraints(method.GetGenericArguments())}",
        PropertyInfo property => $"{Modifiers(property.GetAccessors(nonPublic: true)[0])}{TypeNames.Of(property.PropertyType, Nullability.Create(property))} "
            + $"{property.Name} {{ {string.Join(" ", Accessors(property))} }}",
        FieldInfo { IsLiteral: true } field => $"const {TypeNames.Of(field.FieldType)} {field.Name} = {Literal(field.GetRawConstantValue())}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeNames.Of(field.FieldType, Nullability.Create(field))} {field.Name}",
        _ => $"event {member.Name}",
    };

    // A member of an interface that has a body may be left out by those who implement it: that is worth a word.
    private static string Modifiers(MethodBase method)
    {
        var isProtected = method.IsPublic ? "" : "protected ";
        return isProtected + method switch
        {
            { IsStatic: true } => "static ",
            { DeclaringType.IsInterface: true } => method.IsAbstract ? "" : "optional ",
            { IsAbstract: true } => "abstract ",
            MethodInfo { IsVirtual: true } one when one.GetBaseDefinition() != one => "override ",
            { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false } => "virtual ",
            _ => "",
        };
    }

    private static IEnumerable<string> Accessors(PropertyInfo property)
    {
        if (property.GetMethod is { } get && IsVisible(get))
        {
            yield return "get;";
        }

        if (property.SetMethod is { } set && IsVisible(set))
        {
            var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            yield return isInit ? "init;" : "set;";
        }
    }

    private static string Returned(MethodInfo method) => TypeNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));

    private static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute));
        return string.Join(", ", method.GetParameters().Select((parameter, position) =>
            (isExtension && position == 0 ? "this " : "") + Passed(parameter)
            + $"{TypeNames.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}"
            + (parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue)}" : "")));
    }

    private static string Passed(ParameterInfo parameter) => parameter switch
    {
        { IsOut: true } => "out ",
        { IsIn: true, ParameterType.IsByRef: true } => "in ",
        { ParameterType.IsByRef: true } => "ref ",
        _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
        _ => "",
    };

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}

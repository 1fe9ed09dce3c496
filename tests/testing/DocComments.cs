using System.Reflection;
using System.Xml.Linq;

namespace BeyondNtk.Testing.Tests;

/// <summary>The doc comments of an assembly, from the file that the compiler writes beside it.</summary>
internal sealed class DocComments(Assembly assembly)
{
    private readonly Dictionary<string, XElement> _members = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => (string)member.Attribute("name")!);

    /// <summary>A member's comment; null when it has none.</summary>
    public XElement? Find(MemberInfo member) => _members.GetValueOrDefault(Id(member));

    // As the compiler forms them: ECMA-334, annex D.4.2.
    private static string Id(MemberInfo member) => member switch
    {
        Type type => $"T:{Name(type)}",
        FieldInfo => $"F:{Name(member.DeclaringType!)}.{member.Name}",
        PropertyInfo property => $"P:{Name(member.DeclaringType!)}.{member.Name}{Parameters(property.GetIndexParameters())}",
        MethodBase { IsConstructor: true } method => $"M:{Name(member.DeclaringType!)}.#ctor{Parameters(method.GetParameters())}",
        MethodInfo method => $"M:{Name(member.DeclaringType!)}.{method.Name}"
            + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "") + Parameters(method.GetParameters()),
        _ => throw new NotSupportedException($"{member.MemberType} {member.Name}"),
    };

    private static string Parameters(ParameterInfo[] parameters)
        => parameters.Length == 0 ? "" : $"({string.Join(",", parameters.Select(parameter => Argument(parameter.ParameterType)))})";

    private static string Argument(Type type) => type switch
    {
        { IsByRef: true } => Argument(type.GetElementType()!) + "@",
        { IsArray: true } => Argument(type.GetElementType()!) + "[]",
        { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
        { IsGenericParameter: true } => $"`{type.GenericParameterPosition}",
        { IsGenericType: true } => $"{Name(type).Split('`')[0]}{{{string.Join(",", type.GetGenericArguments().Select(Argument))}}}",
        _ => Name(type),
    };

    private static string Name(Type type)
        => type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
}

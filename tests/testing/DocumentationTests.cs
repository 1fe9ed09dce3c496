using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Numerics.Gaussian;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Testing.Tests;

/// <summary>
/// The reference of the packages is their doc comments. That there is one is the compiler's to check; here is checked that it says something:
/// what a member is, and of which shape the arrays are that it takes and gives.
/// </summary>
public sealed partial class DocumentationTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Packages => [.. Assemblies.Keys];

    private static Dictionary<string, Assembly> Assemblies { get; } =
        new[] { typeof(IPlugin).Assembly, typeof(PopulationLoss).Assembly, typeof(Conformance).Assembly }.ToDictionary(assembly => assembly.GetName().Name!);

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryMemberHasASummary(string package)
    {
        var comments = new DocComments(Assemblies[package]);

        Assert.Empty(Members(package).Where(member => !SaysWhatItIs(comments, member)).Select(Title));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryArrayHasAShape(string package)
    {
        var comments = new DocComments(Assemblies[package]);
        var missing = Members(package).SelectMany(member => Arrays(member).Where(array => !HasShape(comments, member, array)).Select(array => $"{Title(member)}: {array}"));

        Assert.True(!missing.Any(), $"Say the shape ('N x d', 'flat', 'as many', 'of length n') of\n{string.Join("\n", missing)}");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void EveryParameterIsExplained(string package)
    {
        var comments = new DocComments(Assemblies[package]);
        var missing = Members(package).OfType<MethodBase>().SelectMany(method => method.GetParameters()
            .Where(parameter => !IsExplained(comments, method, parameter.Name!)).Select(parameter => $"{Title(method)}: {parameter.Name}"));

        Assert.True(!missing.Any(), $"Say, in a 'param' or by name in a summary, what are\n{string.Join("\n", missing)}");
    }

    private static IEnumerable<MemberInfo> Members(string package) => Assemblies[package].GetExportedTypes()
        .SelectMany(type => type.GetMembers(Declared).Where(IsShown).Append(type));

    private static bool IsShown(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
    {
        // A constructor without parameters may be the compiler's.
        ConstructorInfo constructor => IsVisible(constructor) && constructor.GetParameters().Length > 0,
        MethodInfo method => IsVisible(method) && !method.IsSpecialName,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible) && property.Name != "EqualityContract",
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What implements an interface has its words: <inheritdoc/>.
    private static bool SaysWhatItIs(DocComments comments, MemberInfo member)
        => comments.Find(member) is { } comment && (IsInherited(comment) || !string.IsNullOrWhiteSpace(comment.Element("summary")?.Value));

    // In the words about itself, or about the member or its type as a whole.
    private static bool HasShape(DocComments comments, MemberInfo member, string array)
    {
        XElement?[] sources = [comments.Find(member), comments.Find(member.DeclaringType!)];
        var own = sources[0]?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == array) ?? sources[0]?.Element(array);
        var general = sources.SelectMany(source => source?.Elements().Where(element => element.Name.LocalName is "summary" or "remarks") ?? []);
        return sources.Any(source => source is not null && IsInherited(source)) || general.Append(own).Any(words => words is not null && Shape().IsMatch(words.Value));
    }

    // By words of its own, or by its name in the summary of the member or its type.
    private static bool IsExplained(DocComments comments, MethodBase method, string parameter)
        => comments.Find(method) is { } comment && (IsInherited(comment)
            || comment.Elements("param").Any(element => (string?)element.Attribute("name") == parameter && !string.IsNullOrWhiteSpace(element.Value))
            || new[] { comment, comments.Find(method.DeclaringType!) }.Any(
                words => words?.Element("summary")?.Value.Contains(parameter, StringComparison.OrdinalIgnoreCase) == true));

    private static bool IsInherited(XElement comment) => comment.Element("inheritdoc") is not null;

    private static IEnumerable<string> Arrays(MemberInfo member)
    {
        var parameters = member is MethodBase method
            ? method.GetParameters().Where(parameter => IsArray(parameter.ParameterType)).Select(parameter => parameter.Name!)
            : [];
        var returned = (member as MethodInfo)?.ReturnType ?? (member as PropertyInfo)?.PropertyType;
        return returned is not null && IsArray(returned) ? parameters.Append("returns") : parameters;
    }

    // Of numbers: matrices, arrays and spans.
    private static bool IsArray(Type type)
        => type == typeof(Matrix<double>) || (type.IsArray && type.GetElementType()!.IsPrimitive)
            || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Span<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlySpan<>)));

    private static string Title(MemberInfo member) => $"{member.DeclaringType?.Name}.{member.Name}";

    [GeneratedRegex(@"\b\w+ x \w+\b|\bflat\b|row by row|\bas many\b|\bof (any )?length\b", RegexOptions.IgnoreCase)]
    private static partial Regex Shape();
}

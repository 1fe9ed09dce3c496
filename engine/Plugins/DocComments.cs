using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace BeyondNtk.Engine.Plugins;

/// <summary>The authors' own doc comments, from the XML file that the compiler leaves beside an assembly.</summary>
internal static partial class DocComments
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Files = new();

    /// <summary>The summary of a class or enum; empty when there is none.</summary>
    public static string Read(Type type) => Find(type.Assembly, $"T:{Id(type)}");

    /// <summary>The summary of a property or enum member; empty when there is none.</summary>
    public static string Read(MemberInfo member)
        => Find(member.DeclaringType!.Assembly, $"{(member is PropertyInfo ? 'P' : 'F')}:{Id(member.DeclaringType)}.{member.Name}");

    private static string Id(Type type) => type.FullName!.Replace('+', '.');

    private static string Find(Assembly assembly, string id)
        => Files.GetOrAdd(Path.ChangeExtension(assembly.Location, ".xml"), Read).GetValueOrDefault(id, "");

    private static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            return XDocument.Load(path).Descendants("member")
                .Where(member => member.Attribute("name") is not null && member.Element("summary") is not null)
                .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));
        }
        catch (Exception exception) when (exception is IOException or XmlException or UnauthorizedAccessException)
        {
            // Documentation is a courtesy: a plugin without it works the same.
            return new Dictionary<string, string>();
        }
    }

    private static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants().Where(element => element.Attribute("cref") is not null).ToArray())
        {
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.', ':')[^1]);
        }

        return Spaces().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

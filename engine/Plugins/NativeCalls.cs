using System.Reflection;
using System.Reflection.Metadata;

namespace BeyondNtk.Engine.Plugins;

/// <summary>The native libraries that an assembly calls.</summary>
internal static class NativeCalls
{
    /// <summary>Their names as the code has them, each once.</summary>
    public static IReadOnlyList<string> In(MetadataReader metadata) =>
    [
        .. metadata.MethodDefinitions.Select(handle => metadata.GetMethodDefinition(handle))
            .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(method => metadata.GetString(metadata.GetModuleReference(method.GetImport().Module).Name))
            .Distinct(StringComparer.Ordinal),
    ];
}

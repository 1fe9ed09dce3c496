using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;

namespace BeyondNtk.Engine.Plugins;

/// <summary>The native libraries that an assembly calls.</summary>
internal static class NativeCalls
{
    /// <summary>Their names as the code has them, each once; none where the assembly looks for them in its own way.</summary>
    public static IReadOnlyList<string> In(MetadataReader metadata) => HasResolver(metadata) ? [] :
    [
        .. metadata.MethodDefinitions.Select(handle => metadata.GetMethodDefinition(handle))
            .Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
            .Select(method => metadata.GetString(metadata.GetModuleReference(method.GetImport().Module).Name))
            .Distinct(StringComparer.Ordinal),
    ];

    private static bool HasResolver(MetadataReader metadata)
        => metadata.MemberReferences.Any(handle => metadata.StringComparer.Equals(metadata.GetMemberReference(handle).Name, nameof(NativeLibrary.SetDllImportResolver)));
}

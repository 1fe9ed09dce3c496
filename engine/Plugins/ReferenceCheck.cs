using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// Looks for everything that a plugin names outside itself: the runtime would look only when it is used, which may be in the middle of a run.
/// </summary>
internal sealed class ReferenceCheck(Assembly assembly, MetadataReader metadata)
{
    /// <summary>Looks for the assemblies, types and members that a loaded plugin names, which must be there.</summary>
    /// <returns>Whether it asks for cultures by name, of which the program has none.</returns>
    /// <exception cref="PluginException">An assembly, a type or a member is not there.</exception>
    public static bool Verify(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var check = new ReferenceCheck(assembly, file.GetMetadataReader());
        check.VerifyShared();
        check.VerifyManaged();
        return check.AsksForCultures();
    }

    // By the versions: whether the runtime then takes the plugin's own copy, or finds none, depends on what else resolves assemblies.
    private void VerifyShared()
    {
        foreach (var needed in metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName()).Where(name => SharedAssemblies.Contains(name.Name!)))
        {
            if (SharedAssemblies.VersionOf(needed.Name!) is { } hosts && needed.Version > hosts)
            {
                throw new PluginException(
                    $"it was built against {needed.Name} {needed.Version.ToString(3)}, which is newer than the host's {hosts.ToString(3)}; "
                    + "plugins share the host's copy, so rebuild the plugin against it");
            }
        }
    }

    private void VerifyManaged()
    {
        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            Verify(handle, type, $"the type {metadata.GetString(type.Name)}");
        }

        // A member of a generic type cannot be resolved by itself; its type was.
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
            {
                var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
                Verify(handle, type, $"{metadata.GetString(type.Name)}.{metadata.GetString(member.Name)}");
            }
        }
    }

    private void Verify(EntityHandle handle, TypeReference type, string what)
    {
        try
        {
            _ = assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle));
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or MissingMemberException or BadImageFormatException)
        {
            throw new PluginException(Reason(AssemblyOf(type), what, exception), exception);
        }
    }

    private static string Reason(AssemblyName? needed, string what, Exception exception)
    {
        if (needed is null || exception is BadImageFormatException)
        {
            return exception.Message;
        }

        var name = $"{needed.Name} {needed.Version?.ToString(3)}";
        if (!SharedAssemblies.Contains(needed.Name!))
        {
            return (exception, SharedAssemblies.VersionOf(needed.Name!)) switch
            {
                (IOException, { } hosts) => $"it was built against {name}, which is newer than the host's {hosts.ToString(3)}; update the host, or rebuild the plugin for its version of .NET",
                (IOException, null) => $"it needs {name}, which its folder or its .deps.json lacks; copy the plugin's whole output",
                _ => $"it uses {what} of {name}, and the {needed.Name} in its folder has none such; copy the plugin's whole output again",
            };
        }

        return $"it was built against {name} and uses {what}, which the host's {needed.Name} {SharedAssemblies.VersionOf(needed.Name!)?.ToString(3)} does not have; "
            + "plugins share the host's copy, so rebuild the plugin against it";
    }

    // Null for a type that is defined in the plugin itself.
    private AssemblyName? AssemblyOf(TypeReference type) => type.ResolutionScope.Kind switch
    {
        HandleKind.AssemblyReference => metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).GetAssemblyName(),
        HandleKind.TypeReference => AssemblyOf(metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope)),
        _ => null,
    };

    private bool AsksForCultures() => metadata.MemberReferences.Select(handle => metadata.GetMemberReference(handle)).Any(member =>
        member.Parent.Kind == HandleKind.TypeReference
        && metadata.GetTypeReference((TypeReferenceHandle)member.Parent) is var type
        && metadata.GetString(type.Name) == nameof(CultureInfo) && metadata.GetString(type.Namespace) == typeof(CultureInfo).Namespace
        && metadata.GetString(member.Name) is ".ctor" or nameof(CultureInfo.GetCultureInfo) or nameof(CultureInfo.CreateSpecificCulture));
}

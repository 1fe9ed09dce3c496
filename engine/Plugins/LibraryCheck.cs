using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// Looks for what a plugin's libraries need in their turn. It reads their metadata and loads none of them: what is missing would show only when
/// it is used.
/// </summary>
internal static class LibraryCheck
{
    /// <param name="assembly">The path of the main assembly, whose own references are there.</param>
    /// <returns>What is to be said of the native libraries that the plugin and its libraries call, one line each.</returns>
    /// <exception cref="PluginException">A library that one of the plugin's libraries needs is not there.</exception>
    public static IReadOnlyList<string> Verify(string assembly)
    {
        var resolver = new AssemblyDependencyResolver(assembly);
        var native = new NativeLibraries(assembly, resolver);
        var remarks = new List<string>();
        var visited = new HashSet<string>([assembly]);
        var waiting = new Queue<string>(visited);
        while (waiting.TryDequeue(out var library))
        {
            using var file = new PEReader(File.OpenRead(library));
            var metadata = Metadata(file, library);
            remarks.AddRange(NativeCalls.In(metadata).Select(name => native.ProblemOf(name, library)).OfType<string>());
            foreach (var needed in References(metadata))
            {
                if (Find(needed, library, assembly, resolver) is { } own && visited.Add(own))
                {
                    waiting.Enqueue(own);
                }
            }
        }

        return [.. remarks.Distinct()];
    }

    // The plugin's own file that will be taken; null where .NET or the program brings the library.
    private static string? Find(AssemblyName needed, string library, string assembly, AssemblyDependencyResolver resolver)
    {
        var hosts = SharedAssemblies.VersionOf(needed.Name!);
        var isHosts = hosts is not null && needed.Version <= hosts;
        if (isHosts && SharedAssemblies.Contains(needed.Name!))
        {
            return null;
        }

        var beside = Path.Combine(Path.GetDirectoryName(assembly)!, needed.Name + ".dll");
        if (new[] { resolver.ResolveAssemblyToPath(needed), beside }.FirstOrDefault(File.Exists) is { } own)
        {
            return own;
        }

        return isHosts
            ? null
            : throw new PluginException(
                $"its library {Path.GetFileName(library)} needs {needed.Name} {needed.Version?.ToString(3)}, and there is no {Path.GetFileName(beside)} in its folder"
                + (hosts is null ? "; copy the plugin's whole output" : $", and the host's is {hosts.ToString(3)}; update the host, or bring a library that is built for it"));
    }

    // What only forwards types elsewhere names assemblies that nobody may ever ask for.
    private static IEnumerable<AssemblyName> References(MetadataReader metadata)
        => metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle).ResolutionScope).Where(scope => scope.Kind == HandleKind.AssemblyReference)
            .Distinct().Select(scope => metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).GetAssemblyName());

    private static MetadataReader Metadata(PEReader file, string library)
    {
        try
        {
            return file.HasMetadata ? file.GetMetadataReader() : throw new BadImageFormatException();
        }
        catch (BadImageFormatException exception)
        {
            throw new PluginException($"its library {Path.GetFileName(library)} is not a .NET assembly, or is cut off; copy the plugin's whole output again", exception);
        }
    }
}

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// Looks for what a plugin's libraries need in their turn. It reads their metadata and loads none of them: what is missing would show only when
/// it is used.
/// </summary>
internal static class LibraryCheck
{
    private const string Extension = ".dll";

    /// <param name="assembly">The path of the main assembly.</param>
    /// <returns>The native libraries that the plugin's libraries call and that are not there. Some systems may not need them.</returns>
    /// <exception cref="PluginException">A library that one of the plugin's libraries needs is not there.</exception>
    public static IReadOnlyList<string> Verify(string assembly)
    {
        var native = new SortedSet<string>(StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(assembly)!;
        var own = Directory.EnumerateFiles(folder, "*" + Extension, SearchOption.AllDirectories)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase).ToDictionary(name => name.Key, name => name.First(), StringComparer.OrdinalIgnoreCase);
        var visited = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Queue<string>([assembly]);
        while (waiting.TryDequeue(out var path))
        {
            var (references, calls) = Read(path);
            native.UnionWith(path == assembly ? [] : calls);
            foreach (var needed in references.Where(needed => !SharedAssemblies.Contains(needed.Name!)))
            {
                if (!own.TryGetValue(needed.Name!, out var library))
                {
                    RequireKnown(needed, path, assembly);
                }
                else if (visited.Add(library))
                {
                    waiting.Enqueue(library);
                }
            }
        }

        return [.. native.Where(name => !IsThere(name, folder))];
    }

    // Those of Windows are named by libraries for several systems, and not called on others.
    private static bool IsThere(string name, string folder)
        => (!OperatingSystem.IsWindows() && (name.EndsWith("32", StringComparison.OrdinalIgnoreCase) || name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)))
            || Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(path => IsFileOf(name, Path.GetFileName(path)))
            || NativeLibrary.TryLoad(name, typeof(object).Assembly, null, out _);

    private static bool IsFileOf(string name, string file)
        => new[] { "", "lib" }.SelectMany(prefix => new[] { "", ".so", ".dylib", Extension }.Select(ending => prefix + name + ending)).Contains(file, StringComparer.OrdinalIgnoreCase);

    // What the plugin itself lacks is told with the type that it uses of it.
    private static void RequireKnown(AssemblyName needed, string path, string assembly)
    {
        if (path != assembly && !SharedAssemblies.IsHosts(needed.Name!))
        {
            throw new PluginException(
                $"its library {Path.GetFileName(path)} needs {needed.Name} {needed.Version?.ToString(3)}, and there is no {needed.Name}{Extension} in its folder; copy the plugin's whole output");
        }
    }

    private static (IReadOnlyList<AssemblyName> References, IReadOnlyList<string> Calls) Read(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            return file.HasMetadata ? Read(file.GetMetadataReader()) : ([], []);
        }
        catch (BadImageFormatException)
        {
            // A native library, or one that the runtime will refuse.
            return ([], []);
        }
    }

    private static (IReadOnlyList<AssemblyName> References, IReadOnlyList<string> Calls) Read(MetadataReader metadata) => (
        [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())],
        NativeCalls.In(metadata));
}

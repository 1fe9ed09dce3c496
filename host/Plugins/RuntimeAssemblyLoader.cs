#if !MCMASTER
using System.Reflection;
using System.Runtime.Loader;

namespace BeyondNtk.Host.Plugins;

/// <summary>One load context of the runtime for each plugin.</summary>
internal sealed class PluginAssemblyLoader : IAssemblyLoader
{
    public Assembly Load(string path) => new Context(path).LoadFromAssemblyPath(path);

    private sealed class Context(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        // Null passes the request to the host's own context.
        protected override Assembly? Load(AssemblyName assemblyName)
            => !SharedAssemblies.Contains(assemblyName.Name!) && _resolver.ResolveAssemblyToPath(assemblyName) is { } file
                ? LoadFromAssemblyPath(file)
                : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName)
            => _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
    }
}
#endif

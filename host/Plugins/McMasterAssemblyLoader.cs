#if MCMASTER
using System.Reflection;

namespace BeyondNtk.Host.Plugins;

/// <summary>McMaster.NETCore.Plugins for each plugin.</summary>
internal sealed class PluginAssemblyLoader : IAssemblyLoader
{
    public Assembly Load(string path)
        => McMaster.NETCore.Plugins.PluginLoader.CreateFromAssemblyFile(path, config =>
        {
            foreach (var name in HostAssemblies().Where(SharedAssemblies.Contains))
            {
                config.SharedAssemblies.Add(new AssemblyName(name));
            }
        }).LoadDefaultAssembly();

    private static IEnumerable<string> HostAssemblies()
        => Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(file => Path.GetFileNameWithoutExtension(file));
}
#endif

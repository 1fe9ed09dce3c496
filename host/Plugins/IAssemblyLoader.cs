using System.Reflection;

namespace BeyondNtk.Host.Plugins;

/// <summary>The seam between the host and what isolates a plugin's assemblies.</summary>
internal interface IAssemblyLoader
{
    /// <summary>Loads a plugin's main assembly, its private dependencies to follow on demand.</summary>
    /// <param name="path">The full path of the assembly; its .deps.json lies beside it.</param>
    Assembly Load(string path);
}

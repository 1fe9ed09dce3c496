namespace BeyondNtk.Host.Plugins;

/// <summary>
/// The assemblies that host and plugins must have in common: types of a second copy would be strangers to the host's, so the host's copy
/// wins even where a plugin ships its own.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly string[] Exact = ["BeyondNtk.Abstractions", "BeyondNtk.Numerics", "MathNet.Numerics", "System.Numerics.Tensors"];

    public static bool Contains(string assemblyName)
        => Exact.Contains(assemblyName, StringComparer.OrdinalIgnoreCase)
            || assemblyName.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase);
}

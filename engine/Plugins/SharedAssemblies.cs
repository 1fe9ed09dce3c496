using System.Reflection;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// The assemblies that host and plugins must have in common: types of a second copy would be strangers to the host's, so the host's copy
/// wins even where a plugin ships its own.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly string[] Exact = ["BeyondNtk.Abstractions", "BeyondNtk.Numerics", "MathNet.Numerics", "System.Numerics.Tensors"];

    private static readonly HashSet<string> Hosts =
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator).Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    /// <summary>Their names, as far as the host has them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Hosts.Where(Contains).Order(StringComparer.Ordinal)];

    /// <summary>The version of the host's copy.</summary>
    public static Version? VersionOf(string assemblyName) => Assembly.Load(new AssemblyName(assemblyName)).GetName().Version;

    /// <summary>The names of those files that are copies of shared assemblies.</summary>
    public static IReadOnlyList<string> CopiesAmong(IEnumerable<string> files)
        => [.. files.Where(file => Path.GetExtension(file) == ".dll" && Contains(Path.GetFileNameWithoutExtension(file))).Select(file => Path.GetFileName(file))];

    /// <summary>False also for an assembly that the host does not have: a plugin may bring, say, a logging provider of its own.</summary>
    public static bool Contains(string assemblyName)
        => Hosts.Contains(assemblyName)
            && (Exact.Contains(assemblyName, StringComparer.OrdinalIgnoreCase)
                || assemblyName.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase));
}

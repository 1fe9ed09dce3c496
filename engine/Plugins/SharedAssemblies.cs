using System.Collections.Concurrent;
using System.Reflection;
using BeyondNtk.Engine.Files;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// The assemblies that host and plugins must have in common: types of a second copy would be strangers to the host's, so the host's copy
/// wins even where a plugin ships its own.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly string[] Exact = ["BeyondNtk.Abstractions", "BeyondNtk.Numerics", "MathNet.Numerics", "System.Numerics.Tensors"];

    // The files of .NET and of the program, by name.
    private static readonly Dictionary<string, string> Hosts = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
        .DistinctBy(file => Path.GetFileNameWithoutExtension(file)).ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase);

    private static readonly ConcurrentDictionary<string, Version> Versions = new();

    /// <summary>Their names, as far as the host has them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Hosts.Keys.Where(Contains).Order(StringComparer.Ordinal)];

    /// <summary>The SHA-256 of those that numbers come from, in hexadecimal, by the names of their files.</summary>
    /// <exception cref="PluginException">One cannot be read.</exception>
    public static SortedDictionary<string, string> Hashes()
    {
        try
        {
            return new(Exact.Where(Hosts.ContainsKey).ToDictionary(name => Path.GetFileName(Hosts[name]), name => FileHash.Compute(Hosts[name])), StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"what plugins share with the program cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The version of an assembly that .NET or the program brings, which is not loaded for that; null when neither does.</summary>
    public static Version? VersionOf(string assemblyName)
        => Hosts.TryGetValue(assemblyName, out var file) ? Versions.GetOrAdd(file, path => AssemblyName.GetAssemblyName(path).Version!) : null;

    /// <summary>The names of those files that are copies of shared assemblies.</summary>
    public static IReadOnlyList<string> CopiesAmong(IEnumerable<string> files)
        => [.. files.Where(file => Path.GetExtension(file) == ".dll" && Contains(Path.GetFileNameWithoutExtension(file))).Select(file => Path.GetFileName(file))];

    /// <summary>False also for an assembly that the host does not have: a plugin may bring, say, a logging provider of its own.</summary>
    public static bool Contains(string assemblyName)
        => Hosts.ContainsKey(assemblyName)
            && (Exact.Contains(assemblyName, StringComparer.OrdinalIgnoreCase)
                || assemblyName.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase));
}

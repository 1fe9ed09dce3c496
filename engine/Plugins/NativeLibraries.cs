using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace BeyondNtk.Engine.Plugins;

/// <summary>Looks for native libraries in a plugin's folder and in the system. It loads none of the plugin's: that would run their code.</summary>
internal sealed class NativeLibraries(string assembly, AssemblyDependencyResolver resolver)
{
    private const string Advice = "which was not found; where a run comes to that call it will fail: install it, or put it in the plugin's folder";

    private static readonly string Ending = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private readonly string[] _files = Directory.GetFiles(Path.GetDirectoryName(assembly)!, "*", SearchOption.AllDirectories);

    /// <summary>What is wrong with a native library, in one line; null when nothing is known to be.</summary>
    public string? ProblemOf(string name, string caller)
    {
        if (IsOfAnotherSystem(name))
        {
            return null;
        }

        var calls = $"{Path.GetFileName(caller)} calls the native library '{name}'";
        if (!IsThere(name))
        {
            return $"{calls}, {Advice}";
        }

        return (resolver.ResolveUnmanagedDllToPath(name) ?? Beside(name)) is { } own && ElfFile.Needs(own).FirstOrDefault(needed => !IsThere(needed)) is { } missing
            ? $"{calls}, and {Path.GetFileName(own)} needs {missing}, {Advice}"
            : null;
    }

    // Code for several systems names libraries of each. Those of Windows often go without an ending.
    private static bool IsOfAnotherSystem(string name)
        => (!OperatingSystem.IsWindows() && (name.EndsWith("32", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name is "ntdll" or "bcrypt" or "ncrypt"))
            || (!OperatingSystem.IsMacOS() && (name.EndsWith(".dylib", StringComparison.Ordinal) || name.Contains(".framework/", StringComparison.Ordinal)))
            || (!OperatingSystem.IsLinux() && (name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal)))
            || (OperatingSystem.IsWindows() && name.StartsWith("lib", StringComparison.Ordinal))
            || name == "__Internal";

    // Wherever it lies in the folder: a plugin may load it by its path, after which it is found by its name.
    private bool IsThere(string name) => _files.Any(file => IsFileOf(name, file)) || NativeLibrary.TryLoad(name, typeof(object).Assembly, null, out _);

    private string? Beside(string name) => _files.FirstOrDefault(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(assembly) && IsFileOf(name, file));

    private static bool IsFileOf(string name, string file)
        => new[] { name, $"lib{name}", $"{name}{Ending}", $"lib{name}{Ending}" }.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase);
}

using System.Reflection;
using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Plugins;

/// <summary>Loads plugins. Whatever goes wrong with one becomes its <see cref="Plugin.Failure"/>; the others load all the same.</summary>
internal sealed class PluginLoader(IAssemblyLoader loader)
{
    /// <summary>Loads every plugin under the given roots, in order of root and name.</summary>
    public IReadOnlyList<Plugin> LoadAll(IEnumerable<string> roots)
        => [.. PluginFolders.Under(roots).Select(Load)];

    private Plugin Load(PluginFolder folder)
    {
        var plugin = new Plugin(folder.Name, folder.Path);
        try
        {
            var path = PluginFolders.MainAssembly(folder.Path);
            var files = PluginFiles.Hashes(folder);
            plugin = plugin with { Assembly = path, Sha256 = FileHash.Of(files), Remarks = [.. Remark(SharedAssemblies.CopiesAmong(files.Keys))] };
            ContractCheck.Verify(path);
            DepsFile.Verify(path);
            var assembly = loader.Load(path);
            plugin = plugin with { Version = assembly.GetName().Version?.ToString(3) };
            plugin = plugin with { Remarks = [.. plugin.Remarks, .. ReferenceCheck.Verify(assembly).Select(MissingLibrary)] };

            var registry = Register(EntryType(assembly));
            foreach (var part in registry.Parts)
            {
                Check(part);
            }

            return plugin with { Parts = registry.Parts, Services = registry.Services };
        }
        catch (Exception exception)
        {
            return plugin with { Failure = exception };
        }
    }

    private static IEnumerable<string> Remark(IReadOnlyList<string> copies)
        => copies.Count == 0 ? [] : [$"its own copies of shared assemblies are not used, the host's are ({string.Join(", ", copies)}); leave them out"];

    private static string MissingLibrary(string name)
        => $"the native library '{name}' was not found, and what calls it will fail; install it, or put it in the plugin's folder";

    private static Type EntryType(Assembly assembly)
    {
        var entries = Types(assembly).Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(IPlugin).IsAssignableFrom(type)).ToArray();
        if (entries.Length != 1)
        {
            throw new PluginException(entries.Length == 0
                ? $"no public class in {assembly.GetName().Name} implements {nameof(IPlugin)}"
                : $"several classes implement {nameof(IPlugin)} ({string.Join(", ", entries.Select(type => type.Name))}); one must be the entry");
        }

        return entries[0].GetConstructor([]) is null
            ? throw new PluginException($"{entries[0].Name} has no public constructor without parameters, which the entry of a plugin needs")
            : entries[0];
    }

    private static PartRegistry Register(Type entry)
    {
        var registry = new PartRegistry();
        try
        {
            ((IPlugin)Activator.CreateInstance(entry)!).Register(registry);
            return registry;
        }
        catch (Exception exception)
        {
            var (what, cause) = exception is TargetInvocationException { InnerException: { } inner } ? ("constructor", inner) : (nameof(IPlugin.Register), exception);
            throw new PluginException($"the {what} of its entry {entry.Name} failed: {FailureText.Of(cause)}", cause);
        }
    }

    private static Type[] Types(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            var reasons = exception.LoaderExceptions.Select(cause => cause?.Message).Distinct();
            throw new PluginException($"types could not be loaded: {string.Join("; ", reasons)}", exception);
        }
    }

    private static void Check(PartRegistration part)
    {
        if (part.Implementation.IsAbstract || part.Implementation.GetConstructors().Length != 1)
        {
            throw new PluginException($"{part.Implementation.Name}, registered as '{part.Name}', must be a class with one public constructor");
        }
    }
}

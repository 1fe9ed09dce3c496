using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using BeyondNtk.Abstractions.Registration;
using BeyondNtk.Engine.Files;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Plugins;

/// <summary>Loads plugins, one load context each. Whatever goes wrong with one becomes its <see cref="Plugin.Failure"/>; the others load all the same.</summary>
/// <remarks>
/// McMaster.NETCore.Plugins makes the contexts and shares what it is told to share. Five checks stand around it, because it lets each of these
/// through: a contract of another major or a newer minor version loads and fails in the middle of a run (<see cref="ContractCheck"/>); a
/// .deps.json that lacks what a build writes ends the process (<see cref="DepsFile"/>); where the host's copy of a shared assembly is older than
/// the plugin asks for, the plugin silently gets a copy of its own, whose types are strangers to the host; a missing type or member
/// shows only when it is used (both <see cref="ReferenceCheck"/>), and so does what a plugin's library needs, or a native one (<see cref="LibraryCheck"/>).
/// </remarks>
internal sealed class PluginLoader
{
    /// <summary>Loads every plugin under the given roots, in order of root and name.</summary>
    public IReadOnlyList<Plugin> LoadAll(IEnumerable<string> roots)
        => [.. PluginFolders.Under(roots).Select(Load).Select(OptionsCheck.Check)];

    private Plugin Load(PluginFolder folder)
    {
        var plugin = new Plugin(folder.Name, folder.Path);
        try
        {
            PluginFolders.Verify(folder);
            var path = PluginFolders.MainAssembly(folder.Path);
            var files = PluginFiles.Hashes(folder);
            plugin = plugin with { Assembly = path, Sha256 = FileHash.Combine(files), Remarks = [.. Remark(SharedAssemblies.CopiesAmong(files.Keys))] };
            ContractCheck.Verify(path);
            DepsFile.Verify(path);
            var assembly = LoadAssembly(path);
            plugin = plugin with { Version = assembly.GetName().Version?.ToString(3) };
            var asksForCultures = ReferenceCheck.Verify(assembly);
            plugin = plugin with { Remarks = [.. plugin.Remarks, .. LibraryCheck.Verify(path), .. asksForCultures ? [NoCultures] : Array.Empty<string>()] };

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

    // Lazily: shared assemblies that no plugin uses are not loaded for its sake.
    [SuppressMessage("Reliability", "CA2000", Justification = "Plugins stay loaded as long as the process.")]
    private static Assembly LoadAssembly(string path)
        => McMaster.NETCore.Plugins.PluginLoader.CreateFromAssemblyFile(path, config =>
        {
            config.IsLazyLoaded = true;
            foreach (var name in SharedAssemblies.Names)
            {
                config.SharedAssemblies.Add(new AssemblyName(name));
            }
        }).LoadDefaultAssembly();

    private static IEnumerable<string> Remark(IReadOnlyList<string> copies)
        => copies.Count == 0 ? [] : [$"its own copies of shared assemblies are not used, the host's are ({string.Join(", ", copies)}); leave them out"];

    private const string NoCultures =
        "it asks for cultures by name, and the program runs without their data, so that results are the same everywhere; use CultureInfo.InvariantCulture, or a NumberFormatInfo of your own";

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

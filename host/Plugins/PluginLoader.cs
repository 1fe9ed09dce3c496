using System.Reflection;
using System.Security.Cryptography;
using BeyondNtk.Abstractions;

namespace BeyondNtk.Host.Plugins;

/// <summary>Loads plugins. Whatever goes wrong with one becomes its <see cref="Plugin.Failure"/>; the others load all the same.</summary>
internal sealed class PluginLoader(IAssemblyLoader loader)
{
    /// <summary>Loads every plugin under the given roots, in order of root and name.</summary>
    public IReadOnlyList<Plugin> LoadAll(IEnumerable<string> roots)
        => [.. roots.SelectMany(PluginFolders.Under).Distinct(StringComparer.Ordinal).Select(Load)];

    private Plugin Load(string folder)
    {
        var plugin = new Plugin(Path.GetFileName(folder), folder);
        try
        {
            var path = PluginFolders.MainAssembly(folder);
            plugin = plugin with { Assembly = path, Sha256 = Hash(path) };
            ContractCheck.Verify(path);
            DepsFile.Verify(path);
            var assembly = loader.Load(path);
            plugin = plugin with { Version = assembly.GetName().Version?.ToString(3) };

            var registry = new PartRegistry();
            Entry(assembly).Register(registry);
            foreach (var part in registry.Parts)
            {
                Check(part);
            }

            return plugin with { Parts = registry.Parts, Services = registry.Services };
        }
        catch (Exception exception)
        {
            return plugin with { Failure = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception };
        }
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static IPlugin Entry(Assembly assembly)
    {
        var entries = Types(assembly).Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(IPlugin).IsAssignableFrom(type)).ToArray();
        if (entries.Length != 1)
        {
            throw new PluginException(entries.Length == 0
                ? $"no public class in {assembly.GetName().Name} implements {nameof(IPlugin)}"
                : $"several classes implement {nameof(IPlugin)} ({string.Join(", ", entries.Select(type => type.Name))}); one must be the entry");
        }

        return (IPlugin)Activator.CreateInstance(entries[0])!;
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
        if (string.IsNullOrWhiteSpace(part.Name) || part.Name.Any(letter => char.IsWhiteSpace(letter) || letter is ':' or '/'))
        {
            throw new PluginException($"the part name '{part.Name}' is not allowed: a name has no spaces, ':' or '/'");
        }

        if (part.Implementation.IsAbstract || part.Implementation.GetConstructors().Length != 1)
        {
            throw new PluginException($"{part.Implementation.Name}, registered as '{part.Name}', must be a class with one public constructor");
        }
    }
}

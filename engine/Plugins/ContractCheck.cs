using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using BeyondNtk.Abstractions.Registration;

namespace BeyondNtk.Engine.Plugins;

/// <summary>
/// Compares the contract that a plugin was built against with the host's, from the file's metadata and before it is loaded: a mismatch
/// would otherwise surface late, as a missing method in the middle of a run.
/// </summary>
internal static class ContractCheck
{
    private static readonly System.Reflection.AssemblyName Contract = typeof(IPlugin).Assembly.GetName();

    /// <exception cref="PluginException">Not an assembly, no plugin, or a contract that this host does not serve.</exception>
    public static void Verify(string path)
    {
        var built = ReferencedContract(path)
            ?? throw new PluginException($"{Path.GetFileName(path)} does not refer to {Contract.Name}, so there is no plugin in it");
        Verify(built, Contract.Version!);
    }

    /// <summary>The same major version, and a minor version no newer than the host's; before version 1 the same, since any of them may change the contract.</summary>
    internal static void Verify(Version built, Version hosts)
    {
        if (built.Major != hosts.Major)
        {
            throw new PluginException(
                $"it was built against version {built.ToString(2)} of {Contract.Name}, and this host has {hosts.ToString(2)}: "
                + "the major versions must be equal; rebuild the plugin against the host's");
        }

        if (hosts.Major == 0 && built.Minor < hosts.Minor)
        {
            throw new PluginException(
                $"it was built against version {built.ToString(2)} of {Contract.Name}, and this host has {hosts.ToString(2)}: before version 1.0 a minor version may change the contract; "
                + "rebuild the plugin against the host's (the changelog says what has changed)");
        }

        if (built.Minor > hosts.Minor)
        {
            throw new PluginException(
                $"it was built against version {built.ToString(2)} of {Contract.Name}, which is newer than this host's {hosts.ToString(2)}; "
                + "update the host, or rebuild the plugin against the older contract");
        }
    }

    private static Version? ReferencedContract(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata)
            {
                throw new PluginException($"{Path.GetFileName(path)} is not a .NET assembly");
            }

            var metadata = file.GetMetadataReader();
            return metadata.AssemblyReferences
                .Select(handle => metadata.GetAssemblyReference(handle))
                .Where(reference => metadata.StringComparer.Equals(reference.Name, Contract.Name!))
                .Select(reference => reference.Version)
                .FirstOrDefault();
        }
        catch (BadImageFormatException exception)
        {
            throw new PluginException($"{Path.GetFileName(path)} is not a .NET assembly, or is cut off", exception);
        }
    }
}

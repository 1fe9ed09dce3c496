using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace BeyondNtk.Engine.Tests;

/// <summary>An assembly without code, of any version, that was built against any versions of others and uses a type of each.</summary>
internal static class ForeignAssembly
{
    public static void Save(string path, params IEnumerable<AssemblyName> references) => Save(path, new Version(1, 0, 0, 0), references);

    public static void Save(string path, Version version, params IEnumerable<AssemblyName> references)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name + ".dll"), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(name), version, default, default, default, AssemblyHashAlgorithm.None);
        foreach (var reference in references)
        {
            var needed = metadata.AddAssemblyReference(metadata.GetOrAddString(reference.Name!), reference.Version!, default, default, default, default);
            metadata.AddTypeReference(needed, default, metadata.GetOrAddString("Needed"));
        }

        metadata.AddTypeDefinition(
            TypeAttributes.NotPublic, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));

        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        File.WriteAllBytes(path, image.ToArray());
    }
}

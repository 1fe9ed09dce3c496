using BeyondNtk.Host.Composition.Schemas;
using BeyondNtk.Host.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace BeyondNtk.Host.Commands;

/// <summary>schema: a JSON Schema of configuration files, with the parts of all plugins that load.</summary>
internal static class SchemaCommand
{
    public static int Execute(IServiceProvider services, string? file)
    {
        OutputFile.Write(ConfigurationSchema.Text(services.GetRequiredService<PartCatalog>()), file);
        return ExitCode.Done;
    }
}

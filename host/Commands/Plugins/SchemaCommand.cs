using BeyondNtk.Engine.Configuration.Schemas;
using BeyondNtk.Engine.Plugins;
using BeyondNtk.Host.Hosting;

namespace BeyondNtk.Host.Commands.Plugins;

/// <summary>schema: a JSON Schema of configuration files, with the parts of all plugins that load.</summary>
internal sealed class SchemaCommand(PartCatalog catalog, OutputFile output)
{
    public int Execute(string? file)
    {
        output.Write(ConfigurationSchema.Text(catalog), file);
        return ExitCode.Done;
    }
}

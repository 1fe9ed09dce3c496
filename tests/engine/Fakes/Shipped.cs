using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>What the program ships: its plugins as they are built beside it, its configuration and the schema of that.</summary>
internal static class Shipped
{
    private static readonly Lazy<PartCatalog> Loaded = new(() => new PartCatalog(new PluginLoader().LoadAll([Path.Combine(Program, "plugins")])));

    public static PartCatalog Catalog => Loaded.Value;

    public static string Configuration { get; } = File.ReadAllText(Path.Combine(Sources, "appsettings.json"));

    public static string PackageTargets { get; } = Path.Combine(Sources, "..", "abstractions", "build", "BeyondNtk.Abstractions.targets");

    public static string SchemaFile { get; } = Path.Combine(Sources, "appsettings.schema.json");

    /// <summary>The folder of the built program.</summary>
    public static string Program
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Sources, "bin", own.Parent!.Name, own.Name);
        }
    }

    // The tests lie in tests/engine/bin/CONFIGURATION/FRAMEWORK, the program in host/bin/CONFIGURATION/FRAMEWORK.
    private static string Sources => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../host"));
}

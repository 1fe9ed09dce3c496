using BeyondNtk.Engine.Plugins;

namespace BeyondNtk.Engine.Tests;

/// <summary>What the program ships: its plugins as they are built beside it, its configuration and the schema of that.</summary>
internal static class Shipped
{
    private static readonly Lazy<PartCatalog> Loaded = new(() => new PartCatalog(new PluginLoader().LoadAll([Path.Combine(Program, "plugins")])));

    public static PartCatalog Catalog => Loaded.Value;

    /// <summary>The configuration and the studies that it includes.</summary>
    public static IReadOnlyList<string> Configurations { get; } = [Path.Combine(Sources, "appsettings.json"), .. Directory.GetFiles(Path.Combine(Sources, "..", "experiments"), "*.json").Order(StringComparer.Ordinal)];

    public static string PackageTargets { get; } = Path.Combine(Sources, "..", "abstractions", "build", "BeyondNtk.Abstractions.targets");

    /// <summary>The text of the first study.</summary>
    public static string Studies { get; } = File.ReadAllText(Configurations.Single(file => file.EndsWith("li-ma-zhang.json", StringComparison.Ordinal)));

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

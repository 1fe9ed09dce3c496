namespace BeyondNtk.Host.Commands;

/// <summary>
/// Where a command finds what is not named: beside the program, and in the current folder when that is a workspace, which an appsettings.json
/// makes it. Without that file a folder called plugins may be anything, the sources of plugins for instance.
/// </summary>
internal static class Workspace
{
    private const string Settings = "appsettings.json";

    private static readonly string Program = AppContext.BaseDirectory;

    private static string Current => Directory.GetCurrentDirectory();

    private static bool IsHere => File.Exists(Path.Combine(Current, Settings));

    /// <summary>The configuration where none is named: the workspace's, or else the program's own.</summary>
    public static string ConfigurationFile => Path.Combine(IsHere ? Current : Program, Settings);

    /// <summary>The folders of plugins, which need not exist: the program's own, and the workspace's also when another configuration is named.</summary>
    public static IReadOnlyList<string> PluginFolders => [.. (IsHere ? [Program, Current] : new[] { Program }).Select(folder => Path.Combine(folder, "plugins"))];
}

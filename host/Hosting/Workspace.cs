namespace BeyondNtk.Host.Hosting;

/// <summary>
/// Where a command finds what is not named: beside the program, and in the current folder if that is a workspace, which an appsettings.json
/// makes it. Without that file a folder called plugins may be anything, the sources of plugins for instance.
/// </summary>
/// <param name="program">The folder of the program.</param>
/// <param name="current">The current folder.</param>
internal sealed class Workspace(string program, string current)
{
    private const string Settings = "appsettings.json";

    /// <summary>The configuration where none is named: the workspace's, or else the program's own.</summary>
    public string ConfigurationFile => Path.Combine(IsHere ? current : program, Settings);

    /// <summary>The folders of plugins, which need not exist: the program's own, and the workspace's also if another configuration is named.</summary>
    public IReadOnlyList<string> PluginFolders => [.. (IsHere ? [program, current] : new[] { program }).Select(folder => Path.Combine(folder, "plugins"))];

    private bool IsHere => File.Exists(Path.Combine(current, Settings));
}

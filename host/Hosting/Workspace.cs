namespace BeyondNtk.Host.Hosting;

/// <summary>
/// Where a command finds what is not named: beside the program, and in the current folder if that is a workspace, which an appsettings.json
/// makes it. Without that file a folder called plugins may be anything, the sources of plugins for instance.
/// </summary>
/// <param name="program">The folder of the program.</param>
/// <param name="current">The current folder; null if it is gone.</param>
internal sealed class Workspace(string program, string? current)
{
    private const string Settings = "appsettings.json";

    /// <summary>The configuration where none is named: the workspace's, or else the program's own.</summary>
    public string ConfigurationFile => Path.Combine(Here ?? program, Settings);

    /// <summary>The folders of plugins, which need not exist: the program's own, and the workspace's also if another configuration is named.</summary>
    public IReadOnlyList<string> PluginFolders => [.. new[] { program, Here }.OfType<string>().Select(folder => Path.Combine(folder, "plugins"))];

    private string? Here => current is not null && File.Exists(Path.Combine(current, Settings)) ? current : null;

    /// <summary>That of the process.</summary>
    public static Workspace OfProcess() => new(AppContext.BaseDirectory, CurrentFolder());

    /// <summary>Whether a failure is that the current folder was asked for and is gone: the system then names no file.</summary>
    public static bool IsCurrentFolderGone(Exception exception) => exception is FileNotFoundException { FileName: null } && CurrentFolder() is null;

    private static string? CurrentFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
